import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { perRun } from './per-run.ts';

let directory: string;
beforeEach(async () => { directory = await mkdtemp(join(tmpdir(), 'daxlab-per-run-')); });
afterEach(async () => { await rm(directory, { recursive: true }); });
const keys = { authorizedKey: 'ssh-ed25519 AAAA daxlab', hostKey: Buffer.from([1, 2, 3]) };

test.each([511, 512, 513])("a run's keys follow an image of %d bytes at a block boundary", async (length) => {
  const image = { path: join(directory, 'image') };
  await writeFile(image.path, Buffer.alloc(length, 'x'));
  const run = await readFile(await perRun(image, keys, directory));
  const start = Math.ceil(length / 512) * 512;
  expect(run.subarray(0, length)).toEqual(await readFile(image.path));
  expect(run.subarray(length, start)).toEqual(Buffer.alloc(start - length));
  expect(run.subarray(start, start + 6).toString()).toBe('070701');
  expect(run.includes('ssh-ed25519 AAAA daxlab\n')).toBe(true);
});

test('two runs have files of their own, for their owner alone', async () => {
  const image = { path: join(directory, 'image') };
  await writeFile(image.path, 'x');
  const paths = await Promise.all([perRun(image, keys, directory), perRun(image, keys, directory)]);
  expect(new Set(paths).size).toBe(2);
  for (const path of paths) expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('nothing is left behind when it fails', async () => {
  await expect(perRun({ path: join(directory, 'no-image') }, keys, directory)).rejects.toThrow('ENOENT');
  expect(await readdir(directory)).toEqual([]);
});
