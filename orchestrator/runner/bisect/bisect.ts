/** Between which two kernels something broke or was fixed: the scenario on one build after the other, each try with a record of its own. */
import type { Reporter } from '../../archive/reporter.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { ConfigError } from '../../config/explained-error.ts';
import { planScenario } from '../../config/run-plan.ts';
import { InfrastructureError } from '../../lab/errors.ts';
import { listKernels } from '../../lab/kernel/list.ts';
import { openCache } from '../../lab/toolchain/cache.ts';
import type { RunRequest } from '../request.ts';
import { runPlan } from '../run-plan.ts';
import type { SuppliesRequest } from '../supplies.ts';
import { kernelsBetween, type Line } from './kernels-between.ts';
import { runsNeeded } from './runs-needed.ts';
import { changeOf, nextToTry, type Change, type Mark } from './search.ts';
import { readSummaries, shownBefore } from './shown-before.ts';
import { measured, runs, unmeasured, type FollowedRow, type Follower, type Kernels, type Marked, type Wanted } from './trier.ts';

export interface BisectRequest extends Wanted, SuppliesRequest, Pick<RunRequest, 'command' | 'jobs' | 'results'> {
  /** A scenario by name, or a YAML file. */
  readonly scenario: string;
  readonly machines?: readonly string[] | undefined;
  readonly policies?: readonly string[] | undefined;
  readonly attribute?: string | undefined;
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
  /** The rows that showed it there, which alone were run on the others. */
  readonly rows: readonly FollowedRow[];
}

/** @throws ConfigError; InfrastructureError where an end says nothing */
export async function bisect(request: BisectRequest, { good, bad }: { readonly good: string; readonly bad: string }, told: Told): Promise<Bisected> {
  const { mirror, refresh } = request;
  const listed = await listKernels({ cache: await openCache(request.cache), mirror, refresh, progress: told.say, signal: told.signal });
  const line = kernelsBetween(listed.kernels, good, bad);
  for (const { release, missing } of line.gone) told.say(`${release} is left out: ${missing.join(', ')} gone from the mirror`);
  const { kernels } = line;
  told.say(`${kernels.length} builds, ${Math.ceil(Math.log2(kernels.length))} or so to be tried between ${kernels[0] ?? ''} and ${kernels.at(-1) ?? ''}`);
  return bisectLine(line, request, kernelsOf(request, told));
}

/** @throws what `bisect` does */
export async function bisectLine({ kernels, broke }: Pick<Line, 'kernels' | 'broke'>, wanted: Wanted, outside: Kernels): Promise<Bisected> {
  const ends = [kernels[0] ?? '', kernels.at(-1) ?? ''] as const;
  const follower = await measured(outside, ends[broke ? 1 : 0], wanted);
  await checkGoodEnd(follower, ends[broke ? 0 : 1]);
  const marks: (Mark | undefined)[] = kernels.map((_, place) => (place === 0 ? 'one' : place === kernels.length - 1 ? 'other' : undefined));
  for (let place = nextToTry(marks); place !== undefined; place = nextToTry(marks)) {
    const tried = await follower.mark(kernels[place] ?? '');
    marks[place] = tried === 'skip' ? 'skip' : (tried === 'bad') === broke ? 'other' : 'one';
  }
  return { kernels, change: changeOf(marks), marks, broke, title: follower.title, rows: follower.rows };
}

async function checkGoodEnd(follower: Follower, kernel: string): Promise<void> {
  const told = { doing: 'trying the kernel that is called good', to: kernel, expected: 'that it does not show what the bad one shows', next: 'npx daxlab show latest' };
  const tried = await follower.mark(kernel);
  if (tried === 'bad') throw new ConfigError({ ...told, seen: 'it does' });
  if (tried === 'skip') throw new InfrastructureError({ ...told, seen: 'it cannot be told' });
}

/**
 * Runs of every row without the finding that make a kernel good, by how often bad ones have shown it in the records of `results`.
 * Undefined where none has, or where no finding is followed: any failure may be of any cause.
 */
export async function neededByRecords(request: BisectRequest, kernel: string, told: Told): Promise<number | undefined> {
  const { finding, results } = request;
  if (finding === undefined) return undefined;
  const before = shownBefore(await readSummaries(results), await kernelsOf(request, told).plan(kernel), finding);
  if (!before) {
    told.say(`no run in ${results} has shown ${finding} in these rows: how often it shows is not known`);
    return undefined;
  }
  const needed = runsNeeded(before);
  told.say(`shown by bad kernels in ${before.shown} of ${runs(before.of)} (${before.row}; the newest is ${before.run} in ${results}); ${runs(needed)} without it will do for a good one`);
  return needed;
}

/** One kernel for `git bisect run`. @param needed runs of every row without it after which it is good */
export async function tryKernel(request: BisectRequest, kernel: string, needed: number, told: Told): Promise<Marked> {
  return unmeasured(kernelsOf(request, told), { finding: request.finding, needed }).mark(kernel);
}

/** Guests on this machine, each round of them a run. */
function kernelsOf(request: BisectRequest, { say, reporter, signal }: Told): Kernels {
  const { command, jobs, scenario, machines, policies, attribute } = request;
  return {
    say,
    plan: async (kernel) => (await planScenario(scenario, { machines, policies, kernels: [kernel] }, await loadCatalogue(), attribute)).items,
    run: async (kernel, items) => {
      const asked = { command: [...command], suites: ['bisect'], kernels: [kernel], ...(machines && { machines: [...machines] }), ...(policies && { policies: [...policies] }), jobs };
      const { scenarios } = await runPlan({ suite: 'bisect', items }, { request, asked, issues: [] }, reporter(), signal);
      signal.throwIfAborted();
      return scenarios;
    },
  };
}
