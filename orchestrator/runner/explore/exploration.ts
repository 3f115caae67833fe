/** The rows of an exploration, one by one: each a sequence, what it reached kept, and what it found shrunk. */
import { addToCorpus, corpusFile, type CorpusEntry } from '../../archive/explore/corpus.ts';
import type { Clock } from '../../archive/clock.ts';
import { isEvidence } from '../../archive/event.ts';
import { NOTHING_DONE, retrace, type Retraced } from '../../judge/retrace.ts';
import { errnoName } from '../../model/operation.ts';
import { pairOf, type Pair } from '../../scenario/explore/pairs.ts';
import type { Driven } from '../run-plan.ts';
import { Findings, type Found } from './findings.ts';
import type { Place } from './place.ts';
import { NO_REFUSALS, withRefusals, type Refusals } from './refusals.ts';
import type { ExploreRequest } from './request.ts';
import { sequences, type Sequence } from './sequences.ts';

/** What it came to, so far. */
export interface Explored {
  readonly sequences: number;
  /** Checked ones, of the sequences alone. */
  readonly operations: number;
  /** That the sequences took, shared among the guests at a time; shrinking is not in it. */
  readonly milliseconds: number;
  /** Pairs that were reached, and how many of them no sequence of the corpus had. */
  readonly pairs: number;
  readonly newPairs: number;
  readonly refusals: Refusals;
  readonly found: readonly Found[];
}

export interface ExplorationOf {
  readonly request: Pick<ExploreRequest, 'results' | 'jobs' | 'seed' | 'length' | 'writers' | 'faults' | 'time' | 'operations'>;
  readonly places: readonly Place[];
  /** By machine. */
  readonly corpora: ReadonlyMap<string, readonly CorpusEntry[]>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What a machine has shown: pairs of the corpus, and those of this exploration. */
interface Reached {
  readonly before: ReadonlySet<Pair>;
  readonly now: Set<Pair>;
}

export class Exploration {
  readonly #of: ExplorationOf;
  readonly #begun: number;
  readonly #reached: ReadonlyMap<string, Reached>;
  #findings: Findings | undefined;
  #sequences = 0;
  #operations = 0;
  #spent = 0;
  #refusals = NO_REFUSALS;

  constructor(of: ExplorationOf) {
    this.#of = of;
    this.#begun = of.clock();
    this.#reached = new Map(of.places.map(({ key: { machine } }) => [machine, { before: new Set(of.corpora.get(machine)?.flatMap(({ pairs }) => pairs)), now: new Set<Pair>() }]));
  }

  get explored(): Explored {
    const reached = [...this.#reached.values()];
    const sum = (count: (one: Reached) => number): number => reached.reduce((total, one) => total + count(one), 0);
    return {
      sequences: this.#sequences, operations: this.#operations, milliseconds: this.#spent / this.#of.request.jobs, found: this.#findings?.all ?? [], refusals: this.#refusals,
      pairs: sum(({ now }) => now.size), newPairs: sum(({ before, now }) => [...now].filter((pair) => !before.has(pair)).length),
    };
  }

  /** @throws what a row throws */
  readonly drive = async (run: Driven): Promise<void> => {
    const { request, places, corpora, signal } = this.#of;
    const findings = new Findings(run, signal);
    this.#findings = findings;
    const work = sequences({ ...request, places, corpus: ({ key }) => corpora.get(key.machine) ?? [], used: () => this.#used() });
    try {
      await run.pool.run(work, async (sequence, alone) => {
        const begun = this.#of.clock();
        let done = NOTHING_DONE;
        const judged = await run.runRow(sequence, alone, (event) => {
          if (event.type === 'attempt-started') done = NOTHING_DONE;
          else if (isEvidence(event)) done = retrace(done, event);
        });
        this.#sequences++;
        this.#operations += judged.checkedOperations;
        this.#refusals = withRefusals(this.#refusals, done.performed);
        this.#spent += this.#of.clock() - begun;
        await this.#learn(sequence, done);
        await findings.shrinkNew(sequence, judged, done, alone);
      });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };

  /** How much of the budget, from 0 to 1. */
  #used(): number {
    const { request: { time, operations }, clock, signal } = this.#of;
    return Math.max(signal.aborted ? 1 : 0, time === undefined ? 0 : (clock() - this.#begun) / time, operations === undefined ? 0 : this.#operations / operations);
  }

  async #learn({ place: { key }, item, isNew }: Sequence, { performed }: Retraced): Promise<void> {
    const reached = this.#reached.get(key.machine);
    if (!reached) return;
    const pairs = new Set(performed.flatMap(({ operation, world, errno }) => (world && errno !== undefined ? [pairOf(world, operation, errnoName(errno))] : [])));
    const fresh = [...pairs].filter((pair) => !reached.now.has(pair) && !reached.before.has(pair));
    for (const pair of pairs) reached.now.add(pair);
    if (!isNew || fresh.length === 0) return;
    await addToCorpus(corpusFile(this.#of.request.results, key.machine), { kernel: key.kernel, name: item.scenario, operations: performed.map(({ operation }) => operation), pairs: fresh });
  }
}
