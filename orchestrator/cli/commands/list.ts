/** `daxlab list`: what can be asked for by name. */
import { Argument, Command } from 'commander';
import { ConfigError } from '../../config/explained-error.ts';
import { noSuchName, plural } from '../../config/nearest.ts';
import type { BuildRecord } from '../../lab/kernel/from-source/build-record.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { jsonOption, withFetchOptions, type FetchOptions } from '../options.ts';
import { table } from '../table.ts';

interface Options extends FetchOptions {
  readonly json?: true;
}

const THINGS = ['machines', 'policies', 'kernels', 'suites', 'scenarios', 'mutants'] as const;
type Thing = (typeof THINGS)[number];

const HELP = examples([
  ['npx daxlab list machines', 'the machines in qemu-configs/machines'],
  ['npx daxlab list kernels --refresh', 'what the mirror holds today'],
  ['npx daxlab list suites --json', 'for programs'],
]);

export function listCommand(context: Context): Command {
  const command = new Command('list')
    .description('lists what can be asked for by name')
    .addArgument(new Argument('<what>', THINGS.join(', ')).argParser(thing))
    .addOption(jsonOption('print a JSON list'));
  return withFetchOptions(command).addHelpText('after', HELP).action(async (what: Thing, options: Options) => {
    const { values, rows } = await listed(what, context, options);
    context.terminal.out(options.json === true ? `${JSON.stringify(values, undefined, 2)}\n` : table(rows));
  });
}

/** The plural is meant where the singular is typed. */
function thing(text: string): Thing {
  const meant = THINGS.find((one) => one === text || one === plural(text));
  if (meant !== undefined) return meant;
  throw new ConfigError({ doing: noSuchName('list', text, THINGS), next: `one of ${THINGS.join(', ')}` });
}

interface Listed {
  readonly values: readonly unknown[];
  readonly rows: readonly (readonly string[])[];
}

async function listed(what: Thing, context: Context, options: Options): Promise<Listed> {
  if (what === 'kernels') return kernels(context, options);
  return what === 'mutants' ? mutants() : fromCatalogue(what);
}

async function mutants(): Promise<Listed> {
  const { CATALOGUE } = await import('../../scenario/sensitivity/catalogue.ts');
  return { values: CATALOGUE, rows: CATALOGUE.map(({ name, what }) => [name, what]) };
}

async function fromCatalogue(what: Exclude<Thing, 'kernels' | 'mutants'>): Promise<Listed> {
  const [{ loadCatalogue }, { expandSuite }] = await Promise.all([import('../../config/catalogue.ts'), import('../../config/expand-suite.ts')]);
  const { machines, policies, scenarios, suites } = await loadCatalogue();
  switch (what) {
    case 'machines':
      return { values: [...machines.values()], rows: [...machines.values()].map(({ name, description }) => [name, description]) };
    case 'policies':
      return { values: [...policies.values()], rows: [...policies.values()].map(({ name, description }) => [name, description]) };
    case 'scenarios':
      return { values: [...scenarios.values()], rows: [...scenarios.values()].map(({ name, description }) => [name, description]) };
    case 'suites':
      return { values: [...suites.values()], rows: [...suites.values()].map((suite) => [suite.name, `${expandSuite(suite).length} rows`, suite.description]) };
  }
}

async function kernels({ terminal, signal }: Context, { mirror, cache, refresh }: Options): Promise<Listed> {
  const [{ listKernels }, { namedBuilds }, { openCache }] = await Promise.all([
    import('../../lab/kernel/list.ts'), import('../../lab/kernel/from-source/named-build.ts'), import('../../lab/toolchain/cache.ts'),
  ]);
  const progress = (what: string): void => { terminal.err(`${what}\n`); };
  const opened = await openCache(cache);
  const [list, builds] = [await listKernels({ cache: opened, mirror, refresh, progress, signal }), await namedBuilds(opened)];
  return {
    values: [...list.kernels, ...builds.map(({ name, record }) => ({ name: `build:${name}`, ...record }))],
    rows: [...list.kernels.map(({ name, release, size, missing }) => [name, release, `${Math.round(size / 1e6)} MB`, missing.length > 0 ? `gone from the mirror: ${missing.join(', ')}` : '']), ...builds.map(({ name, record }) => [`build:${name}`, ...builtFrom(record)])],
  };
}

function builtFrom({ source, series, configuration }: BuildRecord): readonly string[] {
  return [source.name, configuration.fragments.join('+'), series.map(({ version, cover, patches }) => `${cover?.subject ?? patches[0]?.subject ?? ''}${version > 1 ? `, v${version}` : ''}`).join('; ')];
}
