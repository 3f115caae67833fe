/** Between which two kernels something broke or was fixed: the scenario on one build after the other, each run with a record of its own. */
import type { Reporter } from '../../archive/reporter.ts';
import type { SummaryRow } from '../../archive/summary.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { ConfigError } from '../../config/explained-error.ts';
import { planScenario, type PlannedItem } from '../../config/run-plan.ts';
import { InfrastructureError } from '../../lab/errors.ts';
import { listKernels } from '../../lab/kernel/list.ts';
import { openCache } from '../../lab/toolchain/cache.ts';
import { countOutcomes, type Counted, type Sought } from '../repro/outcome.ts';
import type { RunRequest } from '../request.ts';
import { runPlan } from '../run-plan.ts';
import type { SuppliesRequest } from '../supplies.ts';
import { kernelsBetween } from './kernels-between.ts';
import { runsNeeded } from './runs-needed.ts';
import { changeOf, nextToTry, type Change, type Mark } from './search.ts';
import { triedKernel } from './tried-kernel.ts';

export interface BisectRequest extends SuppliesRequest, Pick<RunRequest, 'command' | 'jobs' | 'results'> {
  /** A scenario by name, or a YAML file. */
  readonly scenario: string;
  readonly machines?: readonly string[] | undefined;
  readonly policies?: readonly string[] | undefined;
  readonly attribute?: string | undefined;
  /** The beginning of a fingerprint; any failure of the kernel's where it is absent. */
  readonly finding?: string | undefined;
  /** Runs of the bad end, by which it is measured how often it shows. */
  readonly times: number;
}

export interface Told {
  /** A line for people. */
  readonly say: (line: string) => void;
  /** Follows each run. */
  readonly reporter: () => Reporter;
  readonly signal: AbortSignal;
}

export interface Bisected {
  readonly kernels: readonly string[];
  readonly change: Change;
  readonly marks: readonly (Mark | undefined)[];
  /** Whether the newer kernels are bad. */
  readonly broke: boolean;
  /** The finding that was followed, or the first that the bad kernel shows. */
  readonly title?: string | undefined;
}

/** @throws ConfigError; InfrastructureError where an end says nothing */
export async function bisect(request: BisectRequest, { good, bad }: { readonly good: string; readonly bad: string }, told: Told): Promise<Bisected> {
  const { mirror, refresh } = request;
  const listed = await listKernels({ cache: await openCache(request.cache), mirror, refresh, progress: told.say, signal: told.signal });
  const { kernels, gone, broke } = kernelsBetween(listed.kernels, good, bad);
  for (const { release, missing } of gone) told.say(`${release} is left out: ${missing.join(', ')} gone from the mirror`);
  told.say(`${kernels.length} builds, ${Math.ceil(Math.log2(kernels.length))} or so to be tried between ${kernels[0] ?? ''} and ${kernels.at(-1) ?? ''}`);
  const trier = new Trier(request, told);
  const [badEnd, goodEnd] = broke ? [kernels.length - 1, 0] : [0, kernels.length - 1];
  await trier.measure(kernels[badEnd] ?? bad);
  if (await trier.mark(kernels[goodEnd] ?? good) !== 'good') throw new ConfigError({ doing: 'trying the kernel that is called good', to: kernels[goodEnd], expected: 'that it does not show what the bad one shows', seen: 'it does, or it cannot be told', next: 'npx daxlab show latest' });
  const marks: (Mark | undefined)[] = kernels.map((_, place) => (place === 0 ? 'one' : place === kernels.length - 1 ? 'other' : undefined));
  for (let place = nextToTry(marks); place !== undefined; place = nextToTry(marks)) {
    const tried = await trier.mark(kernels[place] ?? '');
    marks[place] = tried === 'skip' ? 'skip' : (tried === 'bad') === broke ? 'other' : 'one';
  }
  return { kernels, change: changeOf(marks), marks, broke, title: trier.title };
}

/** One kernel for `git bisect run`. */
export async function tryKernel(request: BisectRequest, kernel: string, told: Told): Promise<'good' | 'bad' | 'skip'> {
  return new Trier(request, told, request.times).mark(kernel);
}

class Trier {
  readonly #request: BisectRequest;
  readonly #told: Told;
  #needed: number;
  #sought: Sought | undefined;
  title: string | undefined;

  constructor(request: BisectRequest, told: Told, needed = 1) {
    this.#request = request;
    this.#told = told;
    this.#needed = needed;
  }

  /** Runs the bad end often enough to know how often it shows, and what it is that it shows. */
  async measure(kernel: string): Promise<void> {
    const { times, finding } = this.#request;
    const rows = await this.#run(kernel, times);
    const findings = rows.flatMap((row) => row.findings);
    const named = finding === undefined ? undefined : findings.find(({ fingerprint }) => fingerprint.startsWith(finding));
    if (finding !== undefined && !named) throw new ConfigError({ doing: 'trying the kernel that is called bad', to: kernel, expected: `the finding ${finding}`, seen: findings.map(({ fingerprint, title }) => `${fingerprint} ${title}`).join('; ') || 'none' });
    this.#sought = named;
    this.title = (named ?? findings[0])?.title;
    const counted = countOutcomes(rows, this.#sought);
    if (counted.shown === 0) throw nothingShown(kernel, counted);
    this.#needed = runsNeeded(counted.shown, counted.of);
    this.#told.say(`${kernel}: bad (${counted.shown} of ${counted.of}); ${this.#needed === 1 ? 'one run' : `${this.#needed} runs`} without it will do for a good one`);
  }

  async mark(kernel: string): Promise<'good' | 'bad' | 'skip'> {
    const rows: SummaryRow[] = [];
    for (;;) {
      const counted = countOutcomes(rows, this.#sought);
      const tried = rows.length === 0 ? 'more' : triedKernel(counted, this.#needed);
      if (tried !== 'more') {
        this.#told.say(`${kernel}: ${tried} (${counted.shown} of ${counted.of}${tried === 'skip' ? `; ${counted.unclear[0] ?? ''}` : ''})`);
        return tried;
      }
      // The first alone: a kernel that is bad most often shows it at once.
      rows.push(...await this.#run(kernel, rows.length === 0 ? 1 : Math.max(1, this.#needed - counted.of)));
    }
  }

  async #run(kernel: string, times: number): Promise<readonly SummaryRow[]> {
    const plan = await this.#plan(kernel);
    const items = plan.flatMap((planned) => Array.from({ length: times }, (_, place): PlannedItem => ({ ...planned, item: { ...planned.item, ...(times > 1 && { time: place + 1 }) } })));
    const { command, jobs, machines, policies } = this.#request;
    const asked = { command: [...command], suites: ['bisect'], kernels: [kernel], ...(machines && { machines: [...machines] }), ...(policies && { policies: [...policies] }), jobs };
    const { scenarios } = await runPlan({ suite: 'bisect', items }, { request: this.#request, asked, issues: [] }, this.#told.reporter(), this.#told.signal);
    this.#told.signal.throwIfAborted();
    return scenarios;
  }

  async #plan(kernel: string): Promise<readonly PlannedItem[]> {
    const { scenario, machines, policies, attribute } = this.#request;
    return (await planScenario(scenario, { machines, policies, kernels: [kernel] }, await loadCatalogue(), attribute)).items;
  }
}

function nothingShown(kernel: string, { of, unclear }: Counted): ConfigError | InfrastructureError {
  const said = { doing: 'trying the kernel that is called bad', to: kernel, expected: 'that it shows what is looked for' };
  return of > 0 ? new ConfigError({ ...said, seen: `it passed ${of} times`, next: '--times N for what shows now and then' }) : new InfrastructureError({ ...said, seen: unclear[0] ?? 'nothing', next: 'npx daxlab show latest' });
}
