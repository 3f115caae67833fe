import { writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCache } from './cache.ts';
import { scratch } from './fixtures/scratch.ts';
import { readResolution, resolutionFile, writeResolution } from './resolution.ts';

const PACKAGES = [{ name: 'hello', version: '1:1.0-1', sha256: 'ab'.repeat(32), size: 12, depends: '' }];

test('what was written is read back, for what was asked only', async () => {
  const cache = await openCache(scratch());
  await writeResolution(cache, { asked: 'a', fetched: 5, packages: PACKAGES });
  expect(await readResolution(cache, 'a')).toEqual({ schema: 1, asked: 'a', fetched: 5, packages: PACKAGES });
  expect(await readResolution(cache, 'b')).toBeUndefined();
  expect(await readdir(join(cache.root, 'unfinished'))).toEqual([]);
});

test.each(['', '{', '{"schema":2}', '{"schema":1,"asked":"a","fetched":5,"packages":[]}'])('a file with %j counts as none', async (text) => {
  const cache = await openCache(scratch());
  await writeResolution(cache, { asked: 'a', fetched: 5, packages: PACKAGES });
  writeFileSync(resolutionFile(cache, 'a'), text);
  expect(await readResolution(cache, 'a')).toBeUndefined();
});
