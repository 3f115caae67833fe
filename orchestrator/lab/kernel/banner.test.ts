import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from '../toolchain/fixtures/scratch.ts';
import { bannerRelease } from './banner.ts';
import { vmlinux } from './fixtures/images.ts';

test.each([0, (1 << 20) - 300, (1 << 20) - 150, (1 << 20) - 30, (2 << 20) - 100])('the release, %i bytes into the file', async (before) => {
  const path = join(scratch(), 'vmlinux');
  writeFileSync(path, Buffer.concat([Buffer.alloc(before), vmlinux({ release: '6.12.43+deb12-cloud-amd64' })]));
  expect(await bannerRelease(path)).toBe('6.12.43+deb12-cloud-amd64');
});

test('a file without one', async () => {
  const path = join(scratch(), 'file');
  writeFileSync(path, 'Linux version %s (%s)');
  expect(await bannerRelease(path)).toBeUndefined();
});
