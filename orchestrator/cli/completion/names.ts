/** What can be completed by name: what there is in qemu-configs, and the runs and findings in the results folder. */
import { readSummary } from '../../archive/record-reader.ts';
import { findRun, runIds } from '../../archive/find-run.ts';
import { namedBuilds } from '../../lab/kernel/from-source/named-build.ts';
import { cacheLocation } from '../../lab/toolchain/cache.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { CATALOGUE } from '../../scenario/sensitivity/catalogue.ts';

export interface Named {
  readonly value: string;
  /** Shown beside it where the shell does. */
  readonly description: string;
}
/** By the kind of thing: what an option or an argument wants. */
export type Names = Readonly<Record<Kind, readonly Named[]>>;
export type Kind = 'machine' | 'kernel' | 'policy' | 'scenario' | 'mutant' | 'suite' | 'run' | 'finding';

/** Nobody chooses from more. */
const MOST_RUNS = 20;

/** `typed` is the word that is completed; of its run the findings are named. */
export async function names(results: string, typed: string): Promise<Names> {
  const { machines, policies, scenarios, suites } = await loadCatalogue();
  const described = (things: Iterable<{ readonly name: string; readonly description: string }>): Named[] => [...things].map(({ name, description }) => ({ value: name, description }));
  const built = (await namedBuilds({ root: cacheLocation() })).map(({ name }) => `build:${name}`);
  const kernels = new Set([...[...suites.values()].flatMap((suite) => suite.kernels), ...built]);
  const run = await runNames(results);
  return {
    machine: described(machines.values()), policy: described(policies.values()), scenario: described(scenarios.values()), mutant: CATALOGUE.map(({ name, what }) => ({ value: name, description: what })), suite: described(suites.values()),
    kernel: [...kernels].map((value) => ({ value, description: '' })), run, finding: [...run, ...await findingNames(results, typed)],
  };
}

async function runNames(results: string): Promise<Named[]> {
  const ids = (await runIds(results)).slice(0, MOST_RUNS);
  const told = await Promise.all(ids.map(async (value): Promise<Named> => {
    const summary = await readSummary(`${results}/${value}`).catch(() => undefined);
    return { value, description: summary ? `${summary.suite}: ${summary.verdict}` : 'not finished' };
  }));
  return told.length > 0 ? [{ value: 'latest', description: 'the newest run' }, ...told] : [];
}

/** `latest/2e36…`, once a slash follows a run. */
async function findingNames(results: string, typed: string): Promise<Named[]> {
  const [, run] = /^(.*[^/])\/[^/]*$/.exec(typed) ?? [];
  const found = run === undefined ? undefined : await findRun(results, run);
  const summary = found?.found === true ? await readSummary(found.folder).catch(() => undefined) : undefined;
  const titles = new Map(summary?.scenarios.flatMap(({ findings }) => findings.map(({ fingerprint, title }) => [fingerprint, title])));
  return [...titles].map(([fingerprint, title]) => ({ value: `${run ?? ''}/${fingerprint}`, description: title }));
}
