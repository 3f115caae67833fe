import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { packConfig, packImage, packKernel } from './packing.ts';

const scratch = scratchFolder();
const sha256 = 'a'.repeat(64);

it('compresses an image once and links it', async () => {
  const from = join(scratch(), 'image');
  writeFileSync(from, 'image '.repeat(1000));
  const images = new Map<string, string>();
  const [one, other] = ['one.gz', 'other.gz'].map((name) => join(scratch(), name)) as [string, string];
  const packed = await packImage({ from, sha256 }, one, images);
  expect(gunzipSync(readFileSync(one)).toString()).toBe('image '.repeat(1000));
  expect(await packImage({ from, sha256 }, other, images)).toEqual({ ...packed, name: 'other.gz' });
  expect(statSync(one).ino).toBe(statSync(other).ino);
});

it('keeps what was packed before when the image is gone, and says when there is none', async () => {
  const into = join(scratch(), 'image.gz');
  expect(await packImage({ from: join(scratch(), 'gone'), sha256 }, into, new Map())).toBeUndefined();
  expect(await packImage({}, into, new Map())).toBeUndefined();
  writeFileSync(join(scratch(), 'image'), 'x');
  const packed = await packImage({ from: join(scratch(), 'image'), sha256 }, into, new Map());
  rmSync(join(scratch(), 'image'));
  expect(await packImage({ from: join(scratch(), 'image'), sha256 }, into, new Map())).toEqual(packed);
});

it('copies a kernel', async () => {
  writeFileSync(join(scratch(), 'bzImage'), 'kernel');
  expect(await packKernel(join(scratch(), 'bzImage'), scratch())).toBe('kernel');
  expect(readFileSync(join(scratch(), 'kernel'), 'utf8')).toBe('kernel');
  expect(await packKernel(join(scratch(), 'gone'), scratch())).toBeUndefined();
});

it('copies a configuration as long as it is the one that was used, and keeps it afterwards', async () => {
  const [from, into] = [join(scratch(), '.config'), join(scratch(), 'config')];
  const used = { from, sha256: createHash('sha256').update('CONFIG_NUMA=y').digest('hex') };
  writeFileSync(from, 'CONFIG_NUMA=n');
  expect(await packConfig(used, into)).toBeUndefined();
  writeFileSync(from, 'CONFIG_NUMA=y');
  expect(await packConfig(used, into)).toBe('config');
  rmSync(from);
  expect(await packConfig(used, into)).toBe('config');
  expect(readFileSync(into, 'utf8')).toBe('CONFIG_NUMA=y');
  expect(await packConfig({}, join(scratch(), 'another'))).toBeUndefined();
});
