import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InfrastructureError } from '../../errors.ts';
import { scratch } from '../fixtures/scratch.ts';
import { openCache } from './open.ts';

test('a folder that cannot be made is explained', async () => {
  const file = join(scratch(), 'file');
  writeFileSync(file, '');
  const opening = openCache(join(file, 'cache'));
  await expect(opening).rejects.toThrow(InfrastructureError);
  await expect(opening).rejects.toThrow(/making the cache folder: .*file\/cache[^]*ENOTDIR[^]*DAXLAB_CACHE/);
});
