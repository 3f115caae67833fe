import { existsSync, readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { InfrastructureError } from '../errors.ts';
import { closure } from './apt/closure.ts';
import { openCache, removeEntry, type Cache } from './cache.ts';
import { usesOf } from './cache/use.ts';
import { fakeApt, type FakeApt } from './fixtures/fake-apt.ts';
import { scratch } from './fixtures/scratch.ts';
import type { ToolchainOptions } from './options.ts';
import { readPackageConfig } from './package-config.ts';
import { acquireSet, type PackageSet } from './package-set.ts';

const DAY_MS = 24 * 3600 * 1000;
const NOW = Date.now();
let cache: Cache;
let apt: FakeApt;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  cache = await openCache(scratch());
  apt = await fakeApt();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** As if on a day so long ago. */
function daysAgo(days: number): void {
  vi.setSystemTime(NOW - days * DAY_MS);
}

async function hello(options: Partial<ToolchainOptions> = {}, inputs?: string): Promise<PackageSet> {
  return acquireSet({ cache, ...options }, await readPackageConfig(), {
    kind: 'packages',
    label: () => 'hello',
    asked: 'hello',
    resolve: (session) => closure(session, ['hello']),
    finish: () => Promise.resolve(),
    ...(inputs === undefined ? {} : { inputs }),
  });
}

const versions = ({ packages }: PackageSet) => packages.map(({ version }) => version);
const updates = (commands: readonly string[]) => commands.filter((command) => command.startsWith('apt-get update')).length;

test('the first time everything is fetched, the second time apt is not even asked', async () => {
  const first = await hello();
  expect(readFileSync(join(first.directory, 'root/usr/bin/hello'), 'utf8')).toContain('hello 1.0-1');
  expect(apt.commands().map((command) => command.split(' ').slice(0, 2).join(' '))).toEqual(['apt-get update', 'apt-get install', 'apt-cache show', 'apt-get download']);
  apt.set('offline', true);
  expect(await hello()).toEqual(first);
  expect(apt.commands()).toEqual([]);
  expect(await readdir(join(cache.root, 'unfinished'))).toEqual([]);
});

test('the same packages with other inputs are another entry', async () => {
  const directories = [await hello(), await hello({}, 'CONFIG_A=y'), await hello({}, 'CONFIG_A=n'), await hello({}, 'CONFIG_A=y')].map(({ directory }) => directory);
  expect(new Set(directories).size).toBe(3);
  expect(directories[3]).toBe(directories[1]);
});

test('what was chosen stays chosen until the lists are old', async () => {
  daysAgo(13);
  await hello();
  await apt.publish('2.0-1');
  vi.setSystemTime(NOW);
  expect(versions(await hello())).toEqual(['1.0-1']);
  daysAgo(-2);
  expect(versions(await hello())).toEqual(['2.0-1']);
  expect(versions(await hello())).toEqual(['2.0-1']);
  expect(updates(apt.commands())).toBe(2);
});

test('refresh fetches young lists again, once', async () => {
  daysAgo(1);
  await hello();
  await apt.publish('2.0-1');
  vi.setSystemTime(NOW + 60_000);
  expect(versions(await hello({ refresh: true }))).toEqual(['2.0-1']);
  expect(versions(await hello({ refresh: true }))).toEqual(['2.0-1']);
  expect(updates(apt.commands())).toBe(2);
});

test('without a network the old choice holds, and it is said', async () => {
  daysAgo(20);
  await hello();
  vi.setSystemTime(NOW);
  apt.set('offline', true);
  const said: string[] = [];
  expect(versions(await hello({ progress: (what) => said.push(what) }))).toEqual(['1.0-1']);
  expect(said.at(-1)).toMatch(/^keeping packages chosen 20 days ago: fetching package lists/);
  await expect(hello({ refresh: true })).rejects.toThrow(InfrastructureError);
});

test('without a network and with an empty cache it says what to do, and leaves nothing', async () => {
  apt.set('offline', true);
  const asking = hello();
  await expect(asking).rejects.toThrow(InfrastructureError);
  await expect(asking).rejects.toThrow(/fetching package lists: the mirror of .*sources.list[^]*Temporary failure resolving[^]*check the network/);
  expect(await readdir(join(cache.root, 'unfinished'))).toEqual([]);
  expect(existsSync(join(cache.root, 'packages'))).toBe(false);
});

test('a file that the mirror has replaced since leads to new lists', async () => {
  daysAgo(3);
  await hello();
  vi.setSystemTime(NOW);
  await forgetEntry();
  apt.commands();
  await apt.publish('1.1-1');
  apt.set('gone', true);
  expect(versions(await hello())).toEqual(['1.1-1']);
  expect(updates(apt.commands())).toBe(1);
});

test('a set that was pruned comes back without new lists', async () => {
  await hello();
  await forgetEntry();
  apt.commands();
  expect(versions(await hello())).toEqual(['1.0-1']);
  expect(updates(apt.commands())).toBe(0);
});

test('a package with another hash than the index has is refused', async () => {
  apt.lie();
  const asking = hello();
  await expect(asking).rejects.toThrow(InfrastructureError);
  await expect(asking).rejects.toThrow(/checking a downloaded package: hello 1.0-1\n {2}expected: sha256 0000/);
  expect(await readdir(join(cache.root, 'packages')).catch(() => [])).toEqual([]);
});

test('Ctrl-C during a download leaves no temporary directory', async () => {
  apt.set('slow', true);
  const controller = new AbortController();
  const said: string[] = [];
  const asking = hello({
    signal: controller.signal,
    progress: (what) => {
      said.push(what);
      if (what.includes('%')) controller.abort(new Error('interrupted'));
    },
  });
  await expect(asking).rejects.toThrow('interrupted');
  expect(said.at(-1)).toMatch(/^downloading hello \(.* MB\), 42 %$/);
  expect(await readdir(join(cache.root, 'unfinished'))).toEqual([]);
});

test('many who ask at once fetch once', async () => {
  vi.useRealTimers(); // lists are named by their time, and these must not share a name by chance
  const all = await Promise.all([hello(), hello(), hello()]);
  expect(new Set(all.map(({ directory }) => directory)).size).toBe(1);
  const commands = apt.commands();
  expect(updates(commands)).toBe(1);
  expect(commands.filter((command) => command.startsWith('apt-get download'))).toHaveLength(1);
});

/** As `prune` does when no daxlab runs: this one must stop using it first. */
async function forgetEntry(): Promise<void> {
  const [key = ''] = await readdir(join(cache.root, 'packages'));
  await rm(usesOf(cache, 'packages', key), { recursive: true });
  expect(await removeEntry(cache, 'packages', key)).toBe(true);
}
