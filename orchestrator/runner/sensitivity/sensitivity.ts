/** Runs the catalogue of mutants through the rows of suites, into a record with what became of each. */
import { writeJson } from '../../archive/json-file.ts';
import { recordFiles } from '../../archive/layout.ts';
import type { Reporter } from '../../archive/reporter.ts';
import { SENSITIVITY_SCHEMA, sensitivitySchema, type SensitivityFile } from '../../archive/sensitivity-file.ts';
import { SENSITIVITY } from '../../archive/suite-names.ts';
import type { Summary } from '../../archive/summary.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { loadKnownIssues } from '../../config/known-issues.ts';
import { pick } from '../../config/nearest.ts';
import { applyPolicy, DEFAULT_POLICY } from '../../config/policy.ts';
import { DEFAULT_SUITE, planRun, type PlannedItem } from '../../config/run-plan.ts';
import { CATALOGUE } from '../../scenario/sensitivity/catalogue.ts';
import { budgetOf } from '../budget.ts';
import { runPlan, type Drive } from '../run-plan.ts';
import type { RunRequest } from '../request.ts';
import { tryRows } from '../try-rows.ts';
import { inOrder } from './in-order.ts';
import { toldOf } from './tried.ts';
import { tryMutants } from './try-mutants.ts';

export interface SensitivityRequest extends Pick<RunRequest, 'command' | 'suites' | 'machines' | 'modules' | 'qemu' | 'jobs' | 'budget' | 'results' | 'mirror' | 'cache' | 'refresh'> {
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
  const budget = request.budget === undefined ? undefined : budgetOf(request.budget);
  const catalogue = await loadCatalogue();
  const named = new Map(CATALOGUE.map((mutant) => [mutant.name, mutant]));
  const mutants = request.mutants?.map((name) => pick('mutant', named, name)) ?? CATALOGUE;
  const items = inOrder(only(request.scenarios, (await planRun(suites, { machines, kernels: [kernel] }, catalogue)).items));
  const under = (planned: PlannedItem, policy = DEFAULT_POLICY): PlannedItem => (policy === DEFAULT_POLICY || planned.item.policy !== DEFAULT_POLICY ? planned : {
    ...planned, item: { ...planned.item, policy }, machine: applyPolicy(pick('machine', catalogue.machines, planned.item.machine), pick('policy', catalogue.policies, policy)),
  });
  let told: SensitivityFile = { schema: SENSITIVITY_SCHEMA, suites: [...suites], ...(machines && { machines: [...machines] }), kernel, mutants: [], leftOut: [] };
  const drive: Drive = async (run) => {
    const { tried, leftOut } = await tryMutants({ mutants, items, under, budget, tryAll: (all, tell) => tryRows(run, signal, all, tell) });
    told = { ...told, mutants: tried.map((one) => toldOf(one, (row) => row.name.replace(`${one.mutant.name}-in-`, ''))), leftOut };
    await writeJson(recordFiles(run.folder).sensitivity, sensitivitySchema, told);
  };
  const asked = { command, suites: [SENSITIVITY], ...(machines && { machines }), kernels: [kernel], jobs, ...(request.budget !== undefined && { budget: request.budget }) };
  const summary = await runPlan({ suite: SENSITIVITY, items: [] }, { request, asked, issues: await loadKnownIssues(undefined), drive }, reporter, signal);
  return { summary, told };
}

function only(scenarios: readonly string[] | undefined, items: readonly PlannedItem[]): readonly PlannedItem[] {
  const there = new Map(items.map(({ item: { scenario } }) => [scenario, scenario]));
  const wanted = scenarios?.map((name) => pick('scenario', there, name));
  return items.filter(({ item: { scenario } }) => wanted?.includes(scenario) ?? true);
}
