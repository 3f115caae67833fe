import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesOf, fromLittleEndian, hexOf, littleEndian } from './hexadecimal.ts';

it('reads what it wrote, at every size', () => {
  fc.assert(fc.property(fc.bigInt(-(2n ** 63n), 2n ** 64n - 1n), fc.constantFrom(1, 2, 4, 8), (value, size) => {
    expect(fromLittleEndian(littleEndian(value, size))).toBe(BigInt.asUintN(size * 8, value));
  }));
});

it('writes the lowest byte first', () => {
  expect(hexOf(littleEndian(-12n, 8))).toBe('f4ffffffffffffff');
  expect(hexOf(littleEndian(0x1234n, 4))).toBe('34120000');
});

it('takes nothing but whole bytes', () => {
  expect(bytesOf('00ff')).toEqual(Buffer.from([0, 255]));
  for (const text of ['0', 'xx', 'E01', '00 ff']) expect(bytesOf(text)).toBeUndefined();
});
