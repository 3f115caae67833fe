/** `daxlab kernel build`: a kernel from a source tree, patch series and a configuration. */
import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { ConfigError } from '../../config/explained-error.ts';
import { parseKernelName } from '../../config/kernel-name.ts';
import type { BuildRecord } from '../../lab/kernel/from-source/build-record.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { collectFolders, collectNames, jsonOption, positiveInteger, withFetchOptions, type FetchOptions } from '../options.ts';

interface Options extends FetchOptions {
  readonly name: string;
  readonly source: string;
  readonly series: readonly string[];
  readonly config: readonly string[];
  readonly jobs: number;
  readonly json?: true;
}

const HELP = examples([
  ['npx daxlab kernel build --name base', "Debian's newest 6.12 sources with qemu-configs/kernels/base.config"],
  ['npx daxlab kernel build --name v5 --source ../linux --series v5.mbox', 'a series on a tree of your own, which is not changed'],
  ['npx daxlab kernel build --name dbg --series v5.mbox --config debug', 'with lockdep, kmemleak and DEBUG_VM'],
  ['npx daxlab run smoke --kernel build:v5', 'what came of it'],
], `
Kernels of one version and configuration are built in the same folder of the cache: another series, or tree, compiles only what is not the same. What was built before is not
built again. Configurations: base, which is always there, and on top of it fragments of qemu-configs/kernels or files with CONFIG_ lines.`);

export function kernelCommand(context: Context): Command {
  const build = new Command('build')
    .description('builds a kernel, to be had as build:<name> from then on')
    .addOption(new Option('--name <name>', 'what to call it: build:<name>, and the end of its uname -r').makeOptionMandatory())
    .addOption(new Option('--source <source>', "a kernel tree, git or not, or debian:<version>: Debian's linux-source").default('debian:6.12'))
    .addOption(new Option('--series <mbox|dir>', 'patches to apply: an mbox, a patch, or a folder of them; repeatable').argParser(collectFolders).default([], 'none'))
    .addOption(new Option('--config <fragment>', 'a fragment on top of base: debug, kasan, builtin, or a file; repeatable and comma-separated').argParser(collectNames).default([], 'base alone'))
    .addOption(new Option('--jobs <n>', 'compilers at a time').argParser(positiveInteger).default(availableParallelism(), 'as many as processors'))
    .addOption(jsonOption('print what it was built from as JSON'));
  withFetchOptions(build).addHelpText('after', HELP).action(async ({ name, source, series, config, jobs, json, mirror, cache, refresh }: Options) => {
    const { terminal, signal } = context;
    checkName(name);
    const [{ buildNamed }, { openCache }] = await Promise.all([import('../../lab/kernel/source-build.ts'), import('../../lab/toolchain/cache.ts')]);
    const progress = (what: string): void => { terminal.err(`${what}\n`); };
    const { record, directory } = await buildNamed({ name, source, series, config, jobs }, { cache: await openCache(cache), mirror, refresh, progress, signal });
    terminal.out(json ? `${JSON.stringify({ name: `build:${name}`, directory, ...record }, undefined, 2)}\n` : told(name, record));
  });
  return new Command('kernel').description('builds kernels').addHelpText('after', HELP).addCommand(build);
}

/** uname has room for 64 characters, of which version and `-daxlab-` take up to 24. */
const MOST = 40;

function checkName(name: string): void {
  parseKernelName(`build:${name}`);
  if (name.length > MOST) throw new ConfigError({ doing: 'reading the name of a kernel', to: name, expected: `at most ${MOST} characters: uname -r ends with it`, seen: `${name.length}` });
}

function told(name: string, { source, series, configuration, compiler }: BuildRecord): string {
  const patches = series.flatMap(({ version, cover, patches: all }) => [
    `  series  ${cover?.subject ?? all[0]?.subject ?? ''}${version > 1 ? `, v${version}` : ''}`, ...all.map(({ subject, messageId }) => `          ${subject}${messageId === undefined ? '' : ` <${messageId}>`}`),
  ]);
  return [`build:${name}`, `  source  ${source.name}${source.dirty ? ', with changes that are not committed' : ''}`, ...patches, `  config  ${configuration.fragments.join(' + ')}`, `  with    ${compiler}`, ''].join('\n');
}
