/** Runs the catalogue of mutants, each in a guest of its own, through a scenario that a sound kernel passes: each must be caught. */
import type { Reporter } from '../../archive/reporter.ts';
import { SENSITIVITY } from '../../archive/suite-names.ts';
import type { Summary, SummaryRow } from '../../archive/summary.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { loadKnownIssues } from '../../config/known-issues.ts';
import { pick } from '../../config/nearest.ts';
import { CATALOGUE } from '../../scenario/sensitivity/catalogue.ts';
import { mutated, type LiveMutant } from '../../scenario/sensitivity/mutant.ts';
import { stepsSource } from '../../scenario/source.ts';
import { placesOf, rowOf } from '../explore/place.ts';
import { runPlan, type Drive, type Row } from '../run-plan.ts';
import type { RunRequest } from '../request.ts';

export interface SensitivityRequest extends Pick<RunRequest, 'command' | 'modules' | 'qemu' | 'jobs' | 'results' | 'mirror' | 'cache' | 'refresh'> {
  readonly machine: string;
  readonly kernel: string;
  /** Names; all unless given. */
  readonly mutants?: readonly string[] | undefined;
}

export interface Tried {
  readonly mutant: LiveMutant;
  readonly row: SummaryRow;
  /** Operations until it was noticed; absent where it was not. */
  readonly after?: number | undefined;
}

/** How a mutant ended: `not-tried` where the kernel has not the function, or the guest was lost to something else. */
export type Ending = 'caught' | 'survived' | 'not-tried';

export interface Sensitivity {
  readonly summary: Summary;
  readonly tried: readonly Tried[];
}

/** Passed by every sound kernel: it goes through the whole path with one block in a kernel zone as well. */
const SCENARIO = 'cycle';

/** @throws what runPlan throws, and ConfigError for a name that there is not */
export async function sensitivity(request: SensitivityRequest, reporter: Reporter, signal: AbortSignal): Promise<Sensitivity> {
  const { command, machine, kernel, jobs } = request;
  const catalogue = await loadCatalogue();
  const named = new Map(CATALOGUE.map((mutant) => [mutant.name, mutant]));
  const mutants = request.mutants?.map((name) => pick('mutant', named, name)) ?? CATALOGUE;
  const scenario = pick('scenario', catalogue.scenarios, SCENARIO);
  const rows = new Map(mutants.map((mutant): [Row, LiveMutant] => {
    const { name, what, policy = 'default', attribute = '1' } = mutant;
    const [place] = placesOf({ machines: [machine], kernels: [kernel], policies: [policy] }, catalogue);
    if (!place) throw new Error('one machine and one kernel make no place');
    const row = rowOf(place, `mutant-${name}`, what, (given) => mutated(stepsSource(scenario.steps, { ...given, attribute }), mutant));
    const suite = { ...row.suite, name: SENSITIVITY, description: 'kernels that are wrong at one point each', unsupported: [{ kernels: [kernel], why: 'not every kernel has every function' }] };
    return [{ ...row, suite, scenario: { ...row.scenario, requires: scenario.requires, uses: [] } }, mutant];
  }));
  const tried: Tried[] = [];
  const drive: Drive = async (run) => {
    await run.pool.run(rows.keys(), async (row, alone) => {
      signal.throwIfAborted();
      const mutant = rows.get(row);
      const judged = await run.runRow(row, alone);
      const [first] = judged.findings.map(({ operation }) => operation).sort((one, other) => one - other);
      if (mutant) tried.push({ mutant, row: judged, ...(first !== undefined && { after: first + 1 }) });
    }).catch((error: unknown) => { if (!signal.aborted) throw error; });
  };
  const asked = { command, suites: [SENSITIVITY], machines: [machine], kernels: [kernel], jobs };
  const summary = await runPlan({ suite: SENSITIVITY, items: [] }, { request, asked, issues: await loadKnownIssues(undefined), drive }, reporter, signal);
  return { summary, tried: mutants.flatMap((mutant) => tried.filter((one) => one.mutant === mutant)) };
}

export function endingOf({ row: { verdict } }: Pick<Tried, 'row'>): Ending {
  if (verdict === 'model-mismatch' || verdict === 'kernel-crash' || verdict === 'guest-hang') return 'caught';
  return verdict === 'pass' ? 'survived' : 'not-tried';
}

/** Of those that were tried, this part must be caught. */
export const WANTED = 0.95;

/** Whether enough are caught, and every other has its reason. */
export function isSensitive(tried: readonly Tried[]): boolean {
  const [caught, survived] = [tried.filter((one) => endingOf(one) === 'caught'), tried.filter((one) => endingOf(one) === 'survived')];
  return caught.length > 0 && caught.length / (caught.length + survived.length) >= WANTED && survived.every(({ mutant }) => mutant.survives !== undefined);
}
