/** The operations of one attempt, seen once more: the model predicts each from the world that the ones before it left. */
import { isEvidence, type RecordEvent } from '../../archive/event.ts';
import { expectedFacts, observedFacts } from '../../model/observables/all.ts';
import { bootMemory } from '../../model/observables/boot-memory.ts';
import type { Observation } from '../../model/observation.ts';
import { describe, errnoName } from '../../model/operation.ts';
import type { World } from '../../model/world.ts';
import { isKernelZone } from '../../model/zones.ts';
import { NOTHING_YET, type Trial } from '../../judge/trial.ts';
import { weigh } from '../../judge/weigh.ts';
import { callGroups } from './calls.ts';
import { factTable } from './facts.ts';
import { Album, predictedBlocks, seenBlocks, withCalls, NOTHING_CALLED, type CallTale } from './picture.ts';
import type { Memory } from './memory-shape.ts';
import type { Step } from './row-shape.ts';

export interface Replayed {
  readonly steps: readonly Step[];
  readonly memory?: Memory | undefined;
}

type Draft = { -readonly [Key in keyof Step]: Step[Key] };

/**
 * @param events of one attempt
 * @param zero host time that is 0 in the result
 * @param failed indices of operations that findings are about
 */
export function replay(events: readonly RecordEvent[], zero: number, failed: ReadonlySet<number>): Replayed {
  const attempt = new Attempt(zero, failed);
  for (const event of events) attempt.take(event);
  return { steps: attempt.steps, memory: attempt.album?.memory() };
}

/** Local to one replay. */
class Attempt {
  readonly steps: Draft[] = [];
  album: Album | undefined;
  #trial: Trial = NOTHING_YET;
  #start: Observation | undefined;
  #last: Observation | undefined;
  /** What the operation under way comes to, or should have come to. */
  #world: World | undefined;
  #told: CallTale = NOTHING_CALLED;
  readonly #zero: number;
  readonly #failed: ReadonlySet<number>;

  constructor(zero: number, failed: ReadonlySet<number>) {
    this.#zero = zero;
    this.#failed = failed;
  }

  take(event: RecordEvent): void {
    const { spoiled } = this.#trial;
    this.#trial = isEvidence(event) ? weigh(this.#trial, event) : this.#trial;
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the others are no part of an operation
    switch (event.type) {
      case 'baseline':
        { this.#begin(event.observation); return; }
      case 'operation':
        { this.#operation(event); return; }
      case 'result':
        { this.#result(event); return; }
      case 'called':
        { this.#called(event); return; }
      case 'observed':
        { this.#observed(event, spoiled); return; }
    }
  }

  #begin(start: Observation): void {
    this.album = new Album(start);
    this.#start = start;
    this.#last = start;
  }

  #operation({ index, operation, t }: Event<'operation'>): void {
    const allowed = this.#trial.pending?.outcomes ?? [];
    this.#world = allowed[0]?.world;
    this.steps.push({
      index, what: describe(operation), at: this.#at(t), allowed: [...new Set(allowed.map(({ errno }) => errno))], calls: [], facts: [], unchanged: 0, factsLeftOut: 0,
      before: this.#seen(), predicted: this.#predicted(), free: { before: this.#free(), ...bounds(this.#world) }, failed: this.#failed.has(index),
    });
  }

  #result({ index, errno, t }: Event<'result'>): void {
    this.#world = this.#trial.pending?.outcome?.world ?? this.#world;
    this.#change(index, { returned: this.#at(t), errno: errnoName(errno), predicted: this.#predicted() });
  }

  #called({ index, calls }: Event<'called'>): void {
    const { pending, witness } = this.#trial;
    this.#change(index, { calls: callGroups(witness, pending?.outcome?.calls, calls) });
    if (this.#start && witness) this.#told = withCalls(this.#told, calls, this.#start.blockSize, witness);
  }

  #observed({ index, observation, t }: Event<'observed'>, spoiled: ReadonlySet<string>): void {
    const before = this.#last;
    if (!before) return;
    const free = { before: this.#free(), ...bounds(this.#world) };
    this.#last = observation;
    const table = factTable(observedFacts(before), this.#world && expectedFacts(this.#world), observedFacts(observation), spoiled);
    this.#change(index, {
      observed: this.#at(t), facts: table.rows, unchanged: table.unchanged, factsLeftOut: table.leftOut, seen: this.#seen(), free: { ...free, seen: this.#free() },
    });
  }

  #change(index: number, changes: Partial<Step>): void {
    Object.assign(this.steps.find((step) => step.index === index) ?? {}, changes);
  }

  #seen(): number | undefined {
    return this.#last && this.#start && this.album?.add(seenBlocks(this.#last, this.#start, this.#told));
  }

  #predicted(): number | undefined {
    return this.#world && this.album?.add(predictedBlocks(this.#world));
  }

  /** KiB, in the kernel zones of the nodes that had memory at the start: what an add can take. */
  #free(): number | undefined {
    const nodes = this.#start?.nodeMasks.hasMemory ?? [];
    return this.#last?.zones.filter(({ node, zone }) => nodes.includes(node) && isKernelZone(zone)).reduce((sum, zone) => sum + 4 * (zone.free + zone.perCpuFree), 0);
  }

  #at(t: number): number {
    return Math.round((t - this.#zero) * 10) / 10;
  }
}

type Event<Type extends RecordEvent['type']> = Extract<RecordEvent, { readonly type: Type }>;

/** KiB; nothing where the model leaves it open. */
function bounds(world: World | undefined): { least?: number; most?: number } {
  const [expectation] = world ? [...bootMemory.expected(world)].map(([, value]) => value) : [];
  return typeof expectation === 'object' && 'least' in expectation ? { least: expectation.least, most: expectation.most } : {};
}
