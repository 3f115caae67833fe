/** From a source, series and a configuration to a kernel that boots: in a folder that is kept, into an entry of the cache. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entry, existingEntry, makeTemporary, removeTemporary } from '../../toolchain/cache.ts';
import type { ToolchainOptions } from '../../toolchain/options.ts';
import { applyPatches } from '../series/apply.ts';
import { readSeries, type ReadSeries } from '../series/read-series.ts';
import { buildKey, configurationHash, seriesRecord, type BuildRecord } from './build-record.ts';
import { inBuildFolder } from './build-folder.ts';
import { acquireBuildTools, toolsHash, type BuildTools } from './build-tools.ts';
import { checkTaken, readConfiguration, type Configuration } from './configuration.ts';
import { identify, kernelSource, type KernelSource } from './kernel-source.ts';
import { make, type Make } from './make.ts';
import { sourceFiles, type SourceFile } from './source-files.ts';
import { syncTree } from './sync-tree.ts';

export interface BuildRequest {
  /** Becomes the end of `uname -r`, so that a guest says which kernel it runs. */
  readonly name: string;
  /** `debian:6.12`, or a folder. */
  readonly source: string;
  /** Applied in this order. */
  readonly series: readonly string[];
  /** Fragments by name or file, on top of the base. */
  readonly config: readonly string[];
  readonly jobs: number;
}

export interface Built {
  /** Of the cache entry. */
  readonly key: string;
  readonly directory: string;
  readonly record: BuildRecord;
}

/** What is kept of a build, in the cache entry. */
export const KEPT = { image: 'bzImage', modules: 'modules', config: 'config', systemMap: 'System.map', log: 'build.log' } as const;

/** @throws ConfigError for a series that does not apply, an option that is not taken, a file that does not compile; UnsupportedError, InfrastructureError */
export async function buildKernel(request: BuildRequest, options: ToolchainOptions): Promise<Built> {
  const [configuration, series] = await Promise.all([readConfiguration(request.config), Promise.all(request.series.map(readSeries))]);
  // First: that this host has no compiler is said before its sources, 154 MB of them, are fetched.
  const tools = await acquireBuildTools(options);
  return buildFrom(request, { configuration, series, source: await kernelSource(request.source, options), tools }, options);
}

/** Everything that a build is made of. */
export interface Ingredients {
  readonly configuration: Configuration;
  readonly series: readonly ReadSeries[];
  readonly source: KernelSource;
  readonly tools: BuildTools;
}

/** @throws what `buildKernel` does */
export async function buildFrom(request: Pick<BuildRequest, 'name' | 'jobs'>, { configuration, series, source, tools }: Ingredients, options: ToolchainOptions): Promise<Built> {
  const where = { version: source.version, fragments: configuration.fragments.map(({ name }) => name), tools: toolsHash(tools) };
  return inBuildFolder(options, where, async (folder) => {
    const scratch = await makeTemporary(options.cache);
    try {
      await Promise.all([mkdir(join(scratch, 'git')), mkdir(join(scratch, 'changed'))]);
      const files = await sourceFiles(source.tree, join(scratch, 'git'), options.signal);
      const record = recordOf(await identify(source, files, options.signal), series, configuration, tools);
      const release = `-daxlab-${request.name}`;
      const key = `build-${buildKey(release, record, toolsHash(tools))}`;
      const before = await existingEntry(options.cache, 'kernel', key);
      if (before !== undefined) return { key, directory: before, record };
      const changed = await applyPatches(source.tree, series.flatMap(({ patches }) => patches), join(scratch, 'changed'), options.signal);
      options.progress?.(`bringing the sources up to date (${files.length} files)`);
      const differing = await syncTree(folder, { source: source.tree, files, immutable: source.immutable, changed }, options.signal);
      const outside = { tree: join(folder, 'tree'), objects: join(folder, 'objects'), env: tools.env, variables: [...tools.variables, `LOCALVERSION=${release}`], jobs: request.jobs, signal: options.signal, log: join(folder, KEPT.log) };
      await rm(outside.log, { force: true });
      await configure(outside, configuration, differing, files);
      await compile(outside, folder, request.name, configuration, options);
      const directory = await entry(options.cache, 'kernel', key, (unfinished) => keep(outside, unfinished));
      return { key, directory, record };
    } finally {
      await removeTemporary(scratch);
    }
  });
}

function recordOf(source: BuildRecord['source'], series: readonly ReadSeries[], { fragments, text }: Configuration, { compiler }: BuildTools): BuildRecord {
  return { source, series: series.map(seriesRecord), configuration: { fragments: fragments.map(({ name }) => name), sha256: configurationHash(text) }, compiler };
}

/** Only where it may come out otherwise than before: a new .config has make look at everything. */
async function configure(outside: Make, configuration: Configuration, differing: readonly string[], files: readonly SourceFile[]): Promise<void> {
  const [asked, dotConfig] = [join(outside.objects, 'asked.config'), join(outside.objects, '.config')];
  await mkdir(outside.objects, { recursive: true });
  const isSame = existsSync(dotConfig) && (await readFile(asked, 'utf8').catch(() => '')) === configuration.text && !differing.some((path) => /(^|\/)Kconfig[^/]*$/.test(path));
  if (isSame) return;
  await rm(asked, { force: true });
  const fragment = `${asked}.new`;
  await writeFile(fragment, configuration.text);
  await make(outside, ['allnoconfig', `KCONFIG_ALLCONFIG=${fragment}`]);
  await checkTaken(configuration, await readFile(dotConfig, 'utf8'), outside.tree, files);
  // Last: what was not checked to its end is checked again.
  await writeFile(asked, configuration.text);
}

/** How many objects the first build of the folder made. */
const COUNT = 'objects.count';

async function compile(outside: Make, folder: string, name: string, { objects }: Configuration, { progress }: ToolchainOptions): Promise<void> {
  // Of a folder that was built to its end before, only what changed is built, and nobody knows how much that is.
  const isFirst = !existsSync(join(folder, COUNT));
  const expected = isFirst ? objects : undefined;
  const step = expected === undefined ? 10 : Math.max(1, Math.round(expected / 100));
  const modular = /=m$/m.test(await readFile(join(outside.objects, '.config'), 'utf8'));
  progress?.(`building ${name}`);
  const count = await make(outside, ['bzImage', ...(modular ? ['modules'] : [])], (built) => {
    if (built % step === 0) progress?.(`building ${name}: ${built}${expected === undefined ? '' : ` of about ${Math.max(expected, built)}`} objects`);
  });
  progress?.(`built ${name}: ${count} objects`);
  if (isFirst) await writeFile(join(folder, COUNT), String(count));
}

async function keep(outside: Make, directory: string): Promise<void> {
  const from = (path: string): string => join(outside.objects, path);
  await copyFile(from('arch/x86/boot/bzImage'), join(directory, KEPT.image));
  await copyFile(from('.config'), join(directory, KEPT.config));
  await copyFile(from('System.map'), join(directory, KEPT.systemMap));
  if (existsSync(from('modules.order'))) {
    await make(outside, ['modules_install', `INSTALL_MOD_PATH=${join(directory, KEPT.modules)}`, 'DEPMOD=true']);
    // Links into the folder that goes on changing.
    const installed = join(directory, KEPT.modules, 'lib/modules');
    for (const release of await readdir(installed)) for (const link of ['build', 'source']) await rm(join(installed, release, link), { force: true });
  }
  await copyFile(outside.log, join(directory, KEPT.log));
}
