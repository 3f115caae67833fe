/** Everything in qemu-configs: the machines, scenarios and suites that can be asked for by name. */
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from './explained-error.ts';
import { checkSource } from './load-file.ts';
import { loadFolder } from './load-folder.ts';
import { machineSchema, type Machine } from './machine.ts';
import { scenarioSchema } from './scenario.ts';
import { suiteSchema, type KnownNames, type Suite } from './suite.ts';
import { at } from './schema-issue.ts';
import { readYaml } from './yaml-source.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** The folder that comes with daxlab. */
export const CONFIG_FOLDER = fileURLToPath(new URL('../../qemu-configs', import.meta.url));

export interface Catalogue {
  readonly machines: ReadonlyMap<string, Machine>;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly suites: ReadonlyMap<string, Suite>;
}

/** Throws ConfigError for the first file that is wrong, and for a suite that refers to what there is not. */
export async function loadCatalogue(folder = CONFIG_FOLDER): Promise<Catalogue> {
  const [machines, scenarios] = await Promise.all([loadMachines(join(folder, 'machines')), loadScenarios(join(folder, 'scenarios'))]);
  return { machines, scenarios, suites: await loadSuites(join(folder, 'suites'), knownNames({ machines, scenarios })) };
}

export function loadMachines(folder: string): Promise<ReadonlyMap<string, Machine>> {
  return loadFolder(folder, 'machine', machineSchema);
}

export function loadScenarios(folder: string): Promise<ReadonlyMap<string, Scenario>> {
  return loadFolder(folder, 'scenario', scenarioSchema);
}

export function loadSuites(folder: string, known: KnownNames): Promise<ReadonlyMap<string, Suite>> {
  return loadFolder(folder, 'suite', suiteSchema(known));
}

export function knownNames({ machines, scenarios }: Pick<Catalogue, 'machines' | 'scenarios'>): KnownNames {
  return { machines: new Set(machines.keys()), scenarios: new Set(scenarios.keys()) };
}

/** What a FILE.yaml of the user's adds: its one suite, and its scenario where it is one. */
export interface FileSuite {
  readonly suite: Suite;
  readonly scenario?: Scenario | undefined;
}

/**
 * A file with a suite (it has `rows`) or with a scenario, which is then run alone: on every machine there is, unless some are asked for, and with
 * the kernels that the suite `like` runs with.
 */
export async function loadSuiteFile(file: string, catalogue: Catalogue, like: Pick<Suite, 'kernels'>): Promise<FileSuite> {
  const source = await readYaml(file, 'reading a suite or a scenario');
  if (at(source.value, ['rows']) !== undefined) return { suite: checkSource(source, 'suite', suiteSchema(knownNames(catalogue))) };
  const scenario = checkSource(source, 'scenario', scenarioSchema);
  if (catalogue.scenarios.has(scenario.name)) {
    const next = 'give it a name of its own: a record must not show two scenarios under one name';
    throw new ConfigError({ doing: 'reading a scenario', to: basename(file), seen: `the name ${scenario.name}, which a scenario of daxlab has`, next });
  }
  return { scenario, suite: aloneIn(scenario, [...catalogue.machines.keys()], like) };
}

function aloneIn(scenario: Scenario, machines: readonly string[], { kernels }: Pick<Suite, 'kernels'>): Suite {
  const attribute = scenario.steps.some((step) => step.kind === 'write-attribute' && /^\$(attribute|other)$/.test(step.value)) ? ['0', '1'] : undefined;
  return {
    name: scenario.name,
    description: scenario.description,
    kernels: [...kernels],
    rows: [{ scenario: scenario.name, machines: [...machines], attribute, policy: 'default' }],
    unsupported: [],
  };
}
