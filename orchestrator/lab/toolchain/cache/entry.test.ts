import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test, vi } from 'vitest';
import { InfrastructureError } from '../../errors.ts';
import { scratch } from '../fixtures/scratch.ts';
import { entry, existingEntry } from './entry.ts';
import { startFiller } from './fixtures/start-filler.ts';
import { openCache } from './open.ts';

const unfinished = (root: string) => readdir(join(root, 'unfinished')).catch(() => []);

test('an entry is filled once and then found', async () => {
  const cache = await openCache(scratch());
  const fill = vi.fn((directory: string) => writeFile(join(directory, 'a'), 'content'));
  const first = await entry(cache, 'image', 'key', fill);
  expect(await entry(cache, 'image', 'key', fill)).toBe(first);
  expect(await existingEntry(cache, 'image', 'key')).toBe(first);
  expect(await readFile(join(first, 'a'), 'utf8')).toBe('content');
  expect(fill).toHaveBeenCalledTimes(1);
});

test('two that ask at the same time in one process share the work', async () => {
  const cache = await openCache(scratch());
  const fill = vi.fn(() => Promise.resolve());
  const [a, b] = await Promise.all([entry(cache, 'image', 'key', fill), entry(cache, 'image', 'key', fill)]);
  expect(a).toBe(b);
  expect(fill).toHaveBeenCalledTimes(1);
});

test('a fill that fails leaves nothing, and the next one starts afresh', async () => {
  const cache = await openCache(scratch());
  const failing = entry(cache, 'image', 'key', async (directory) => {
    await writeFile(join(directory, 'a'), 'half');
    throw new Error('mirror is on fire');
  });
  await expect(failing).rejects.toThrow('mirror is on fire');
  expect(await existingEntry(cache, 'image', 'key')).toBeUndefined();
  expect(await unfinished(cache.root)).toEqual([]);
  await expect(entry(cache, 'image', 'key', () => Promise.resolve())).resolves.toContain('key');
});

test('a full disk is explained and leaves nothing', async () => {
  const cache = await openCache(scratch());
  const filling = entry(cache, 'image', 'key', async (directory) => {
    await writeFile(join(directory, 'a'), 'half');
    await pipeline(Readable.from(['too much']), createWriteStream('/dev/full'));
  });
  await expect(filling).rejects.toThrow(InfrastructureError);
  await expect(filling).rejects.toThrow(/image key[^]*the disk is full[^]*daxlab cache prune/);
  expect(await existingEntry(cache, 'image', 'key')).toBeUndefined();
  expect(await unfinished(cache.root)).toEqual([]);
});

test.each(['../outside', 'a/b', '', '.hidden', 'x'.repeat(201)])('%j is no key', async (key) => {
  const cache = await openCache(scratch());
  expect(() => entry(cache, 'image', key, () => Promise.resolve())).toThrow(TypeError);
});

test('daxlabs that fill the same entry at once all get the same whole one', async () => {
  const root = scratch();
  const results = await Promise.all(Array.from({ length: 3 }, () => startFiller(root, 'key', 'write')));
  const directory = join(root, 'image', 'key');
  expect(results.map(({ stdout }) => stdout.split('\n').at(-1))).toEqual([directory, directory, directory]);
  const lines = await readFile(join(directory, 'lines'), 'utf8');
  expect(lines.trim().split('\n')).toHaveLength(300);
  expect(await readdir(directory)).toEqual(['first', 'lines']);
  expect(await unfinished(root)).toEqual([]);
});

test('kill -9 half-way leaves no entry, and the next daxlab sweeps the rest', async () => {
  const root = scratch();
  const killed = startFiller(root, 'key', 'stall');
  for await (const line of killed) if (line === 'filling') killed.kill('SIGKILL');
  expect((await killed).signal).toBe('SIGKILL');
  await expect(stat(join(root, 'image', 'key'))).rejects.toThrow('ENOENT');
  expect(await unfinished(root)).toHaveLength(1);
  const cache = await openCache(root);
  expect(await unfinished(root)).toEqual([]);
  await expect(entry(cache, 'image', 'key', () => Promise.resolve())).resolves.toContain('key');
});

test('what another running daxlab is filling is not swept', async () => {
  const root = scratch();
  const running = startFiller(root, 'key', 'stall');
  for await (const line of running) {
    if (line !== 'filling') continue;
    await openCache(root);
    expect(await unfinished(root)).toHaveLength(1);
    running.kill('SIGKILL');
  }
  await running;
});

test('an entry whose folder was made by somebody else in the meantime is taken as it is', async () => {
  const cache = await openCache(scratch());
  const path = await entry(cache, 'image', 'key', async (directory) => {
    await writeFile(join(directory, 'whose'), 'mine');
    await mkdir(join(cache.root, 'image/key'), { recursive: true });
    await writeFile(join(cache.root, 'image/key/whose'), 'theirs');
  });
  expect(await readFile(join(path, 'whose'), 'utf8')).toBe('theirs');
});
