/** Package lists: entries of the cache, one per fetch, never changed afterwards. The youngest counts, older ones are removed. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entry, entryKeys, existingEntry, removeEntry, type Cache } from '../cache.ts';
import type { ToolchainOptions } from '../options.ts';
import type { PackageConfig } from '../package-config.ts';
import { sourcesFile } from './configuration.ts';
import { hostSources } from './host.ts';
import { chooseMirror } from './mirror.ts';
import { withApt } from './session.ts';

export interface Lists {
  /** Of the entry, and of everything that is derived from it. */
  readonly key: string;
  readonly directory: string;
  /** When they were fetched, in milliseconds since the epoch. */
  readonly fetched: number;
}

/** One fetch at a time in this process, however many ask. */
const fetching = new Map<string, Promise<Lists>>();

/** The youngest lists for these suites that are in the cache. */
export async function cachedLists(cache: Cache, config: PackageConfig): Promise<Lists | undefined> {
  for (const key of (await keysFor(cache, config)).reverse()) {
    const directory = await existingEntry(cache, 'lists', key);
    if (directory !== undefined) return { key, directory, fetched: fetchedAt(key) };
  }
  return undefined;
}

/** Lists that were fetched at `since` or later (milliseconds since the epoch), fetched now when there are none. @throws InfrastructureError */
export async function freshLists(options: ToolchainOptions, config: PackageConfig, since: number): Promise<Lists> {
  const cached = await cachedLists(options.cache, config);
  if (cached && cached.fetched >= since) return cached;
  const name = `${options.cache.root} ${suitesHash(config)}`;
  const running = fetching.get(name);
  if (running) return running;
  const started = fetch(options, config).finally(() => fetching.delete(name));
  fetching.set(name, started);
  return started;
}

async function fetch({ cache, signal, progress, ...choice }: ToolchainOptions, config: PackageConfig): Promise<Lists> {
  const fetched = Date.now();
  const key = `${suitesHash(config)}-${fetched}`;
  const mirror = chooseMirror(choice, await hostSources(signal), config.releases);
  progress?.(`fetching the package lists of ${config.suites.map(({ name }) => name).join(', ')}`);
  const directory = await entry(cache, 'lists', key, async (unfinished) => {
    await Promise.all([mkdir(join(unfinished, 'sources')), mkdir(join(unfinished, 'lists/partial'), { recursive: true }), writeFile(join(unfinished, 'status'), '')]);
    await writeFile(join(unfinished, 'sources/debian.sources'), sourcesFile(config, mirror));
    await withApt(cache, unfinished, signal, (apt) =>
      apt.run(['apt-get', 'update', '-q'], {
        doing: 'fetching package lists',
        to: `the mirror of ${mirror.main.from}`,
        next: 'check the network, apt\'s proxy settings and --mirror; a mirror without security updates needs DAXLAB_SECURITY_MIRROR=none, other suites that it lacks can be taken out of qemu-configs/packages.yaml',
      }),
    );
  });
  for (const old of await keysFor(cache, config)) {
    if (fetchedAt(old) >= fetched || !(await removeEntry(cache, 'lists', old))) continue;
    await removeEntry(cache, 'inventory', old); // worked out from them
  }
  return { key, directory, fetched };
}

/** Oldest first. */
async function keysFor(cache: Cache, config: PackageConfig): Promise<string[]> {
  const prefix = `${suitesHash(config)}-`;
  return (await entryKeys(cache, 'lists')).filter((key) => key.startsWith(prefix)).sort((a, b) => fetchedAt(a) - fetchedAt(b));
}

function fetchedAt(key: string): number {
  return Number(key.split('-')[1]);
}

function suitesHash({ architecture, components, suites }: PackageConfig): string {
  return createHash('sha256').update(JSON.stringify([architecture, components, suites])).digest('hex').slice(0, 16);
}
