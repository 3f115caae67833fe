import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSize, GIB, MIB, parseSize, size } from './size.ts';

test.each([['1GiB', GIB], ['512MiB', 512 * MIB], ['64KiB', 65536], ['2TiB', 2048 * GIB]])('%s', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
  expect(size.parse(text)).toBe(bytes);
});

test('a number is bytes', () => {
  expect(size.parse(4096)).toBe(4096);
});

test.each(['1GB', '1 GiB', '-1GiB', '0MiB', '1.5GiB', 'GiB', '', '9999999TiB', 0, -1, 1.5, null, true])('%j is no size', (value) => {
  expect(size.safeParse(value).success).toBe(false);
});

test('the message says what a size looks like', () => {
  expect(size.safeParse('1GB').error?.issues[0]?.message).toBe('expected a size such as 512MiB or 1GiB, found "1GB"');
});

test('what is written is read again as the same', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 33 }), (kibibytes) => {
    expect(parseSize(formatSize(kibibytes * 1024))).toBe(kibibytes * 1024);
  }));
});
