import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from '../toolchain/fixtures/scratch.ts';
import { bannerRelease } from './banner.ts';

test.each([0, (1 << 20) - 30, (1 << 20) - 10, (1 << 20), (2 << 20) - 20])('the release, %i bytes into the file', async (before) => {
  const path = join(scratch(), 'vmlinux');
  writeFileSync(path, Buffer.concat([Buffer.alloc(before), Buffer.from('Linux version 6.12.43+deb12-cloud-amd64 (builder@example) #1 SMP')]));
  expect(await bannerRelease(path)).toBe('6.12.43+deb12-cloud-amd64');
});

test('a file without one', async () => {
  const path = join(scratch(), 'file');
  writeFileSync(path, 'Linux version %s (%s)');
  expect(await bannerRelease(path)).toBeUndefined();
});
