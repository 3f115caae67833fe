import { link, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from '../fixtures/scratch.ts';
import { entry } from './entry.ts';
import { startFiller } from './fixtures/start-filler.ts';
import { openCache } from './open.ts';
import type { Cache } from './location.ts';
import { cachedEntries, prune, removeEntry } from './prune.ts';
import { condemn, usesOf } from './use.ts';

const MEGABYTE = 1 << 20;

/** An entry of one megabyte that somebody used `age` seconds ago and that no running process uses. */
async function usedLongAgo(cache: Cache, key: string, age: number): Promise<void> {
  await entry(cache, 'image', key, (directory) => writeFile(join(directory, 'data'), Buffer.alloc(MEGABYTE, key)));
  const uses = usesOf(cache, 'image', key);
  for (const name of await readdir(uses)) if (name !== 'last') await rm(join(uses, name));
  const then = new Date(Date.now() - age * 1000);
  await utimes(join(uses, 'last'), then, then);
}

test('the least recently used entries go first, until the rest is under the limit', async () => {
  const cache = await openCache(scratch());
  await usedLongAgo(cache, 'young', 10);
  await usedLongAgo(cache, 'oldest', 300);
  await usedLongAgo(cache, 'old', 200);
  const pruned = await prune(cache, 1.5 * MEGABYTE);
  expect(pruned.freed.map(({ key }) => key)).toEqual(['oldest', 'old']);
  expect((await cachedEntries(cache)).map(({ key }) => key)).toEqual(['young']);
  expect(pruned.before - pruned.after).toBe(pruned.freed.reduce((sum, { bytes }) => sum + bytes, 0));
  expect(pruned.after).toBeLessThanOrEqual(1.5 * MEGABYTE);
  expect(await readdir(join(cache.root, 'uses/image'))).toEqual(['young']);
});

test('entries of other kinds neither count nor go', async () => {
  const cache = await openCache(scratch());
  await usedLongAgo(cache, 'oldest', 300);
  expect(await prune(cache, 0, ['snapshot'])).toEqual({ before: 0, after: 0, freed: [], inUse: [] });
  expect((await cachedEntries(cache, ['image'])).map(({ key }) => key)).toEqual(['oldest']);
});

test('a file that two entries have is on the disk once, and goes with the one that goes last', async () => {
  const cache = await openCache(scratch());
  await usedLongAgo(cache, 'source', 300);
  await usedLongAgo(cache, 'folder', 10);
  await link(join(cache.root, 'image/source/data'), join(cache.root, 'image/folder/linked'));
  const [source = 0, folder = 0] = (await cachedEntries(cache)).map(({ bytes }) => bytes);
  expect(source).toBeLessThan(MEGABYTE);
  expect(folder).toBeGreaterThanOrEqual(2 * MEGABYTE);
  const pruned = await prune(cache, 0);
  expect([pruned.before, pruned.after]).toEqual([source + folder, 0]);
});

test('nothing goes while everything fits', async () => {
  const cache = await openCache(scratch());
  await usedLongAgo(cache, 'a', 10);
  expect((await prune(cache, 10 * MEGABYTE)).freed).toEqual([]);
});

test('an entry that this process uses stays', async () => {
  const cache = await openCache(scratch());
  await entry(cache, 'image', 'mine', (directory) => writeFile(join(directory, 'data'), 'x'));
  const pruned = await prune(cache, 0);
  expect(pruned.freed).toEqual([]);
  expect(pruned.inUse.map(({ key }) => key)).toEqual(['mine']);
});

test('an entry that another running daxlab uses stays until that one has ended, however it ended', async () => {
  const cache = await openCache(scratch());
  const user = startFiller(cache.root, 'theirs', 'hold');
  for await (const line of user) {
    if (!line.startsWith('/')) continue;
    expect((await prune(cache, 0)).inUse.map(({ key }) => key)).toEqual(['theirs']);
    user.kill('SIGKILL');
  }
  await user;
  expect((await prune(cache, 0)).freed.map(({ key }) => key)).toEqual(['theirs']);
});

test('an entry that is being removed counts as not there', async () => {
  const cache = await openCache(scratch());
  await usedLongAgo(cache, 'key', 10);
  const pardon = await condemn(usesOf(cache, 'image', 'key'));
  let fills = 0;
  const path = await entry(cache, 'image', 'key', async (directory) => {
    fills++;
    await writeFile(join(directory, 'data'), 'again');
    await pardon();
  });
  expect(fills).toBe(1);
  expect(path).toContain('key');
  // The user's stamp was there before: now the remover sees it.
  expect(await removeEntry(cache, 'image', 'key')).toBe(false);
});
