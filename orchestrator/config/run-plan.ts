/** What was asked for by name, made into the work items of one run. */
import type { Scenario } from '../scenario/scenario.ts';
import { loadSuiteFile, type Catalogue } from './catalogue.ts';
import { expandSuite, type Selection, type WorkItem } from './expand-suite.ts';
import { ConfigError } from './explained-error.ts';
import { parseKernelName } from './kernel-name.ts';
import type { Machine } from './machine.ts';
import { noSuchName, pick } from './nearest.ts';
import type { Suite } from './suite.ts';

export interface PlannedItem {
  readonly item: WorkItem;
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
 * `suites` are names or files that end in .yaml. Throws ConfigError for a name that there is not, with the nearest that there are, and for a machine
 * that no suite runs on: what was asked for by name must not be left out in silence.
 */
export async function planRun(suites: readonly string[], selection: Selection, catalogue: Catalogue): Promise<RunPlan> {
  for (const machine of selection.machines ?? []) pick('machine', catalogue.machines, machine);
  for (const kernel of selection.kernels ?? []) parseKernelName(kernel);
  const chosen = await Promise.all(suites.map((name) => resolveSuite(name, catalogue)));
  for (const machine of selection.machines ?? []) refuseLeftOut(machine, chosen.map(({ suite }) => suite));
  const planned = chosen.flatMap(({ suite, scenarios }) => expandSuite(suite, selection).map((item): PlannedItem => ({
    item, suite, machine: pick('machine', catalogue.machines, item.machine), scenario: pick('scenario', scenarios, item.scenario),
  })));
  // Two suites may share rows; each is run once.
  const items = [...new Map(planned.map((one) => [JSON.stringify(one.item), one])).values()];
  return { suite: chosen.map(({ suite }) => suite.name).join('+'), items };
}

async function resolveSuite(name: string, catalogue: Catalogue): Promise<{ suite: Suite; scenarios: ReadonlyMap<string, Scenario> }> {
  if (!/\.ya?ml$/i.test(name)) return { suite: pick('suite', catalogue.suites, name), scenarios: catalogue.scenarios };
  const { suite, scenario } = await loadSuiteFile(name, catalogue, pick('suite', catalogue.suites, DEFAULT_SUITE));
  return { suite, scenarios: scenario ? new Map([...catalogue.scenarios, [scenario.name, scenario]]) : catalogue.scenarios };
}

function refuseLeftOut(machine: string, suites: readonly Suite[]): void {
  const known = new Set(suites.flatMap(({ rows }) => rows.flatMap(({ machines }) => machines)));
  if (known.has(machine)) return;
  throw new ConfigError({
    doing: `choosing the machines of suite ${suites.map(({ name }) => name).join('+')}`,
    expected: `one of ${[...known].join(', ')}`,
    seen: noSuchName('machine there', machine, known),
  });
}
