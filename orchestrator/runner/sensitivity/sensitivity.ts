/**
 * Runs the catalogue of mutants through the rows of suites, each until a row notices it. A row counts that the kernel itself passes: each is run once without a
 * mutant before any is tried in it.
 */
import { itemId } from '../../archive/item-id.ts';
import { writeJson } from '../../archive/json-file.ts';
import { recordFiles } from '../../archive/layout.ts';
import type { Reporter } from '../../archive/reporter.ts';
import { SENSITIVITY_SCHEMA, sensitivitySchema, type SensitivityFile } from '../../archive/sensitivity-file.ts';
import { SENSITIVITY } from '../../archive/suite-names.ts';
import type { Summary, SummaryRow } from '../../archive/summary.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { loadKnownIssues } from '../../config/known-issues.ts';
import { pick } from '../../config/nearest.ts';
import { applyPolicy, DEFAULT_POLICY } from '../../config/policy.ts';
import { DEFAULT_SUITE, planRun, type PlannedItem } from '../../config/run-plan.ts';
import { CATALOGUE } from '../../scenario/sensitivity/catalogue.ts';
import { mutated, type LiveMutant } from '../../scenario/sensitivity/mutant.ts';
import { stepsSource } from '../../scenario/source.ts';
import { runPlan, type Drive, type Driven, type Row } from '../run-plan.ts';
import type { RunRequest } from '../request.ts';
import { tryRows } from '../try-rows.ts';
import { inOrder } from './in-order.ts';
import { isDone, toldOf, type Tried } from './tried.ts';

export interface SensitivityRequest extends Pick<RunRequest, 'command' | 'suites' | 'machines' | 'modules' | 'qemu' | 'jobs' | 'results' | 'mirror' | 'cache' | 'refresh'> {
  /** Only rows of these scenarios. */
  readonly scenarios?: readonly string[] | undefined;
  readonly kernel: string;
  /** Names; all unless given. */
  readonly mutants?: readonly string[] | undefined;
}

export interface Sensitivity {
  readonly summary: Summary;
  readonly told: SensitivityFile;
}

/** @throws what runPlan throws, and ConfigError for a name that there is not */
export async function sensitivity(request: SensitivityRequest, reporter: Reporter, signal: AbortSignal): Promise<Sensitivity> {
  const { command, suites = [DEFAULT_SUITE], machines, kernel, jobs } = request;
  const catalogue = await loadCatalogue();
  const named = new Map(CATALOGUE.map((mutant) => [mutant.name, mutant]));
  const mutants = request.mutants?.map((name) => pick('mutant', named, name)) ?? CATALOGUE;
  const items = inOrder(only(request.scenarios, (await planRun(suites, { machines, kernels: [kernel] }, catalogue)).items));
  const under = (planned: PlannedItem, policy = DEFAULT_POLICY): PlannedItem => (policy === DEFAULT_POLICY || planned.item.policy !== DEFAULT_POLICY ? planned : {
    ...planned, item: { ...planned.item, policy }, machine: applyPolicy(pick('machine', catalogue.machines, planned.item.machine), pick('policy', catalogue.policies, policy)),
  });
  let told: SensitivityFile = { schema: SENSITIVITY_SCHEMA, suites: [...suites], ...(machines && { machines: [...machines] }), kernel, mutants: [], leftOut: [] };
  const drive: Drive = async (run) => {
    const sound = new Map<string, SummaryRow>();
    let tried = mutants.map((mutant): Tried => ({ mutant, rows: [] }));
    for (const planned of items) {
      const left = tried.filter((one) => !isDone(one)).map(({ mutant }) => ({ mutant, base: under(planned, mutant.policy) }));
      await soundRows(run, signal, left.map(({ base }) => base), sound);
      const passed = left.filter(({ base }) => sound.get(itemId(base.item))?.verdict === 'pass');
      await tryRows(run, signal, passed.map(({ mutant, base }) => ({ mutant, row: rowOf(mutant, base) })), ({ mutant }, { row }) => {
        tried = tried.map((one) => (one.mutant === mutant ? { ...one, rows: [...one.rows, row] } : one));
      });
    }
    const leftOut = [...sound.values()].filter(({ verdict }) => verdict !== 'pass').map(({ name, machine, policy, verdict }) => ({ name, machine, policy, why: `the kernel itself: ${verdict}` }));
    told = { ...told, mutants: tried.map((one) => toldOf(one, (row) => row.name.replace(`${one.mutant.name}-in-`, ''))), leftOut };
    await writeJson(recordFiles(run.folder).sensitivity, sensitivitySchema, told);
  };
  const asked = { command, suites: [SENSITIVITY], ...(machines && { machines }), kernels: [kernel], jobs };
  const summary = await runPlan({ suite: SENSITIVITY, items: [] }, { request, asked, issues: await loadKnownIssues(undefined), drive }, reporter, signal);
  return { summary, told };
}

function only(scenarios: readonly string[] | undefined, items: readonly PlannedItem[]): readonly PlannedItem[] {
  const there = new Map(items.map(({ item: { scenario } }) => [scenario, scenario]));
  const wanted = scenarios?.map((name) => pick('scenario', there, name));
  return items.filter(({ item: { scenario } }) => wanted?.includes(scenario) ?? true);
}

/** Those that were not run yet. */
async function soundRows(run: Driven, signal: AbortSignal, all: readonly PlannedItem[], sound: Map<string, SummaryRow>): Promise<void> {
  const rows = new Map(all.map((row) => [itemId(row.item), row]));
  await tryRows(run, signal, [...rows].filter(([id]) => !sound.has(id)).map(([id, row]) => ({ id, row })), ({ id }, { row }) => { sound.set(id, row); });
}

function rowOf(mutant: LiveMutant, { item, machine, suite, scenario }: PlannedItem): Row {
  const unsupported = [{ kernels: [item.kernel], why: 'not every kernel has every function' }];
  return {
    machine, item: { ...item, scenario: `${mutant.name}-in-${item.scenario}` },
    suite: { ...suite, name: SENSITIVITY, description: 'kernels that are wrong at one point each', unsupported },
    scenario: { ...scenario, name: `${mutant.name}-in-${scenario.name}`, description: mutant.what },
    source: (given) => mutated(stepsSource(scenario.steps, given), mutant),
  };
}
