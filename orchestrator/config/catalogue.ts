/** Everything in qemu-configs: the machines, policies, scenarios and suites that can be asked for by name. */
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from './explained-error.ts';
import { checkSource } from './load-file.ts';
import { loadFolder, namesIn } from './load-folder.ts';
import { machineSchema, type Machine } from './machine.ts';
import { pick } from './nearest.ts';
import { includeSuites } from './include-suites.ts';
import { policySchema, DEFAULT_POLICY, type Policy } from './policy.ts';
import { scenarioSchema } from './scenario.ts';
import { placeSchema, suiteSchema, type KnownNames, type Place, type Suite } from './suite.ts';
import { at } from './schema-issue.ts';
import { readYaml } from './yaml-source.ts';
import type { Scenario, Step } from '../scenario/scenario.ts';

/** The folder that comes with daxlab. */
export const CONFIG_FOLDER = fileURLToPath(new URL('../../qemu-configs', import.meta.url));

export interface Catalogue {
  readonly machines: ReadonlyMap<string, Machine>;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly suites: ReadonlyMap<string, Suite>;
}

/** Throws ConfigError for the first file that is wrong, and for a suite that refers to what there is not. */
export async function loadCatalogue(folder = CONFIG_FOLDER): Promise<Catalogue> {
  const [machines, policies, scenarios] = await Promise.all([
    loadMachines(join(folder, 'machines')), loadFolder(join(folder, 'policies'), 'policy', policySchema), loadScenarios(join(folder, 'scenarios')),
  ]);
  const suites = new Set(await namesIn(join(folder, 'suites'), 'suite'));
  return { machines, policies, scenarios, suites: await loadSuites(join(folder, 'suites'), knownNames({ machines, policies, scenarios, suites })) };
}

export function loadMachines(folder: string): Promise<ReadonlyMap<string, Machine>> {
  return loadFolder(folder, 'machine', machineSchema);
}

export function loadScenarios(folder: string): Promise<ReadonlyMap<string, Scenario>> {
  return loadFolder(folder, 'scenario', scenarioSchema);
}

export async function loadSuites(folder: string, known: KnownNames): Promise<ReadonlyMap<string, Suite>> {
  return includeSuites(await loadFolder(folder, 'suite', suiteSchema(known)));
}

type Named = Readonly<Record<keyof KnownNames, { keys(): Iterable<string> }>>;

function knownNames({ machines, policies, scenarios, suites }: Named): KnownNames {
  const names = (of: { keys(): Iterable<string> }): Set<string> => new Set(of.keys());
  return { machines: names(machines), policies: names(policies), scenarios: names(scenarios), suites: names(suites) };
}

/** What a FILE.yaml of the user's adds: its one suite, and its scenario where it is one. */
export interface FileSuite {
  readonly suite: Suite;
  readonly scenario?: Scenario | undefined;
}

/**
 * A file with a suite (it has `rows` or `include`) or with a scenario, which is then run alone: where its `on` says, else on every machine there is, unless some
 * are asked for, and with the kernels that the suite `like` runs with.
 */
export async function loadSuiteFile(file: string, catalogue: Catalogue, like: Pick<Suite, 'kernels'>): Promise<FileSuite> {
  const source = await readYaml(file, 'reading a suite or a scenario');
  if (['rows', 'include'].some((key) => at(source.value, [key]) !== undefined)) {
    const file = checkSource(source, 'suite', suiteSchema(knownNames(catalogue)));
    return { suite: { ...file, include: { ...file.include, suites: file.include.suites.map((name) => pick('suite', catalogue.suites, name)) } } };
  }
  const { on = {}, ...scenario } = checkSource(source, 'scenario', scenarioSchema.extend({ on: placeSchema(knownNames(catalogue)).optional() }));
  if (catalogue.scenarios.has(scenario.name)) {
    const next = 'give it a name of its own: a record must not show two scenarios under one name';
    throw new ConfigError({ doing: 'reading a scenario', to: basename(file), seen: `the name ${scenario.name}, which a scenario of daxlab has`, next });
  }
  return { scenario, suite: aloneIn(scenario, on, [...catalogue.machines.keys()], like) };
}

/** A suite of the one scenario: where `on` says, else on every machine with the kernels of `like`. */
export function aloneIn(scenario: Scenario, on: Place, everyMachine: string[], like: Pick<Suite, 'kernels'>): Suite {
  const { machines = everyMachine, kernels = [...like.kernels], policies = [DEFAULT_POLICY], attribute = usesAttribute(scenario.steps) ? ['0', '1'] : undefined } = on;
  return {
    name: scenario.name,
    description: scenario.description,
    kernels,
    rows: [{ scenario: [scenario.name], machines, policies, attribute }],
    exclude: [],
    include: { suites: [], rows: [] },
    unsupported: [],
  };
}

const usesAttribute = (steps: readonly Step[]): boolean => steps.some((step) =>
  (step.kind === 'repeat' ? usesAttribute(step.steps) : step.kind === 'write-attribute' && /^\$(attribute|other)$/.test(step.value)));
