/** What was asked for by name, made into the work items of one run. */
import type { Scenario } from '../scenario/scenario.ts';
import { aloneIn, loadSuiteFile, type Catalogue } from './catalogue.ts';
import { expandSuite, type Selection, type WorkItem } from './expand-suite.ts';
import { ConfigError } from './explained-error.ts';
import { parseKernelName } from './kernel-name.ts';
import type { Machine } from './machine.ts';
import { refuseLeftOut, scenarioForSuite } from './left-out.ts';
import { pick } from './nearest.ts';
import { applyPolicy } from './policy.ts';
import type { Suite } from './suite.ts';

export interface PlannedItem {
  readonly item: WorkItem;
  /** As the item's policy boots it. */
  readonly machine: Machine;
  readonly scenario: Scenario;
  /** For what it expects to be unsupported. */
  readonly suite: Suite;
}

export interface RunPlan {
  /** Names of the suites, joined by `+`. */
  readonly suite: string;
  readonly items: readonly PlannedItem[];
}

/** The suite that runs when none is named, and whose kernels a scenario from a file runs with. */
export const DEFAULT_SUITE = 'smoke';

/**
 * `suites` are names or files that end in .yaml. Throws ConfigError for a name that there is not, with the nearest that there are, and for a machine,
 * a policy or a scenario of which no row is left: what was asked for by name must not be left out in silence.
 */
export async function planRun(suites: readonly string[], selection: Selection, catalogue: Catalogue): Promise<RunPlan> {
  for (const machine of selection.machines ?? []) pick('machine', catalogue.machines, machine);
  for (const policy of selection.policies ?? []) pick('policy', catalogue.policies, policy);
  for (const kernel of selection.kernels ?? []) parseKernelName(kernel);
  const chosen = await Promise.all(suites.map((name) => resolveSuite(name, catalogue)));
  const scenarios = new Map(chosen.flatMap((one) => [...one.scenarios]));
  for (const scenario of selection.scenarios ?? []) pick('scenario', scenarios, scenario);
  return planSuites(chosen, selection, catalogue);
}

/** Of one scenario, by name or from a file that ends in .yaml; everywhere where it says nothing else. @param attribute only with this value, where the scenario is about one */
export async function planScenario(name: string, selection: Selection, catalogue: Catalogue, attribute?: string): Promise<RunPlan> {
  const chosen = isFile(name) ? await resolveSuite(name, catalogue) : alone(pick('scenario', catalogue.scenarios, name), selection, catalogue);
  const plan = planSuites([chosen], selection, catalogue);
  const items = plan.items.filter(({ item }) => attribute === undefined || item.attribute === undefined || item.attribute === attribute);
  if (items.length === 0) throw new ConfigError({ doing: 'choosing the rows of a scenario', to: name, expected: `a row with the attribute ${attribute ?? ''}`, seen: 'none' });
  return { ...plan, items };
}

function alone(scenario: Scenario, { machines = [], policies = [] }: Selection, catalogue: Catalogue): Chosen {
  for (const machine of machines) pick('machine', catalogue.machines, machine);
  for (const policy of policies) pick('policy', catalogue.policies, policy);
  const on = { ...(policies.length > 0 && { policies: [...policies] }) };
  return { suite: aloneIn(scenario, on, [...catalogue.machines.keys()], pick('suite', catalogue.suites, DEFAULT_SUITE)), scenarios: catalogue.scenarios };
}

function planSuites(chosen: readonly Chosen[], selection: Selection, catalogue: Catalogue): RunPlan {
  const suite = chosen.map((one) => one.suite.name).join('+');
  const planned = chosen.flatMap((one) => expandSuite(one.suite, selection).map((item): PlannedItem => ({
    item, suite: one.suite, scenario: pick('scenario', one.scenarios, item.scenario),
    machine: applyPolicy(pick('machine', catalogue.machines, item.machine), pick('policy', catalogue.policies, item.policy)),
  })));
  // Two suites may share rows; each is run once.
  const items = [...new Map(planned.map((one) => [JSON.stringify(one.item), one])).values()];
  refuseLeftOut({ suite, selection, offered: chosen.flatMap((one) => expandSuite(one.suite, { kernels: selection.kernels })), chosen: items.map(({ item }) => item), catalogue });
  return { suite, items };
}

interface Chosen {
  readonly suite: Suite;
  readonly scenarios: ReadonlyMap<string, Scenario>;
}

const isFile = (name: string): boolean => /\.ya?ml$/i.test(name);

async function resolveSuite(name: string, catalogue: Catalogue): Promise<Chosen> {
  if (!catalogue.suites.has(name) && catalogue.scenarios.has(name)) throw scenarioForSuite(name, catalogue);
  if (!isFile(name)) return { suite: pick('suite', catalogue.suites, name), scenarios: catalogue.scenarios };
  const { suite, scenario } = await loadSuiteFile(name, catalogue, pick('suite', catalogue.suites, DEFAULT_SUITE));
  return { suite, scenarios: scenario ? new Map([...catalogue.scenarios, [scenario.name, scenario]]) : catalogue.scenarios };
}
