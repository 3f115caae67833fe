import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InfrastructureError } from '../../errors.ts';
import { scratch } from '../fixtures/scratch.ts';
import { startFiller } from './fixtures/start-filler.ts';
import { openCache } from './open.ts';

test('a folder that cannot be made is explained', async () => {
  const file = join(scratch(), 'file');
  writeFileSync(file, '');
  const opening = openCache(join(file, 'cache'));
  await expect(opening).rejects.toThrow(InfrastructureError);
  await expect(opening).rejects.toThrow(/making the cache folder: .*file\/cache[^]*ENOTDIR[^]*DAXLAB_CACHE/);
});

test('what a killed daxlab said about its uses is removed, and what a running one says is not', async () => {
  const root = scratch();
  const user = startFiller(root, 'key', 'hold');
  const uses = () => readdirSync(join(root, 'uses/image/key')).length;
  for await (const line of user) {
    if (!line.startsWith('/')) continue;
    await openCache(root);
    expect(uses()).toBe(2);
    user.kill('SIGKILL');
  }
  await user;
  await openCache(root);
  expect(uses()).toBe(1);
});
