import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { InfrastructureError } from '../../errors.ts';
import { FullDiskError, fullDisk } from './full-disk.ts';

test('a write of Node', async () => {
  const error: unknown = await pipeline(Readable.from(['x']), createWriteStream('/dev/full')).catch((thrown: unknown) => thrown);
  expect(fullDisk(error, 'a kernel', '/cache')).toBeInstanceOf(FullDiskError);
});

test.each([
  'E: Write error - write (28: No space left on device)',
  "E: You don't have enough free space in /cache/archives/.",
  'dpkg-deb: error: paste subprocess: write error: Disk quota exceeded',
])('a program that says %j, however deep', (words) => {
  const inner = new InfrastructureError({ doing: 'unpacking', seen: words });
  expect(fullDisk(new Error('outer', { cause: inner }), 'a kernel', '/cache')?.message).toContain('filling the cache with a kernel: /cache');
});

test('it is said once, and nothing else is taken for it', () => {
  const first = fullDisk(Object.assign(new Error(''), { code: 'ENOSPC' }), 'a', '/cache');
  expect(fullDisk(first, 'b', '/cache')).toBe(first);
  expect(fullDisk(new Error('mirror on fire'), 'a', '/cache')).toBeUndefined();
  expect(fullDisk('ENOSPC', 'a', '/cache')).toBeUndefined();
});
