/** `build:<name>`: a kernel that was built under that name, or Debian's sources with the fragment of that name, built when it is first asked for. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../config/explained-error.ts';
import { noSuchName } from '../../config/nearest.ts';
import { existingEntry } from '../toolchain/cache.ts';
import type { ToolchainOptions } from '../toolchain/options.ts';
import { fileKernel } from './file.ts';
import { buildKernel, KEPT, type Built } from './from-source/build-kernel.ts';
import { BASE, fragmentNames, readConfiguration } from './from-source/configuration.ts';
import { namedBuilds, readNamed, writeNamed, type NamedBuild } from './from-source/named-build.ts';
import { configurationHash } from './from-source/build-record.ts';
import type { Kernel } from './kernel.ts';

/** Of a fragment that is asked for by its name alone. */
const SOURCE = 'debian:6.12';

/** @throws ConfigError for a name that nothing was built under; UnsupportedError where the host has no compiler; InfrastructureError */
export async function sourceBuild(asked: string, name: string, options: ToolchainOptions): Promise<Kernel> {
  const { directory, record } = await kept(name, options) ?? await onDemand(asked, name, options);
  const modules = join(directory, KEPT.modules);
  const kernel = await fileKernel(join(directory, KEPT.image), { ...options, ...(existsSync(join(modules, 'lib')) ? { modules } : {}) });
  return { ...kernel, asked, build: record, config: join(directory, KEPT.config), systemMap: join(directory, KEPT.systemMap) };
}

/** Builds and keeps it under its name. */
export async function buildNamed(request: Parameters<typeof buildKernel>[0], options: ToolchainOptions): Promise<Built> {
  const built = await buildKernel(request, options);
  const { name, source, series, config } = request;
  await writeNamed(options.cache, { name, key: built.key, request: { source, series: [...series], config: [...config] }, record: built.record });
  return built;
}

async function kept(name: string, { cache }: ToolchainOptions): Promise<Built | undefined> {
  const named = await readNamed(cache, name);
  const directory = named && await existingEntry(cache, 'kernel', named.key);
  return named && directory !== undefined && !(await isOutdated(named)) ? { key: named.key, directory, record: named.record } : undefined;
}

/** One that was built on demand, or as it would be, is built again where its fragment has changed; one that somebody built of something else stays what it was. */
async function isOutdated({ name, request, record }: NamedBuild): Promise<boolean> {
  if (!isOnDemand(name, request)) return false;
  return configurationHash((await readConfiguration([name])).text) !== record.configuration.sha256;
}

const isOnDemand = (name: string, { source, series, config }: NamedBuild['request']): boolean => source === SOURCE && series.length === 0 && config.length <= 1 && [BASE, ...config].at(-1) === name;

async function onDemand(asked: string, name: string, options: ToolchainOptions): Promise<Built> {
  const [fragments, named] = [await fragmentNames(), await readNamed(options.cache, name)];
  if (fragments.includes(name) && (!named || isOnDemand(name, named.request))) {
    return buildNamed({ name, source: SOURCE, series: [], config: [name], jobs: availableParallelism() }, options);
  }
  const doing = 'looking for a kernel that was built';
  if (named) {
    const { source, series, config } = named.request;
    const again = ['npx daxlab kernel build', '--name', name, '--source', source, ...series.flatMap((one) => ['--series', one]), ...config.flatMap((one) => ['--config', one])].join(' ');
    throw new ConfigError({ doing, to: asked, expected: 'it in the cache', seen: 'it was removed', next: `${again}; most of it is in the cache still` });
  }
  const names = [...new Set([...(await namedBuilds(options.cache)).map((one) => one.name), ...fragments])];
  throw new ConfigError({ doing, to: asked, expected: 'a name that `daxlab kernel build --name` was given, or that of a fragment in qemu-configs/kernels', seen: noSuchName('kernel', name, names) });
}
