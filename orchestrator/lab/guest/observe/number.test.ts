import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimal, hexadecimal } from './number.ts';
import { UnreadableTextError } from './unreadable.ts';

const line = { file: '/f', number: 1, text: '' };

test('every safe integer comes back, in both bases', () => {
  fc.assert(fc.property(fc.maxSafeNat(), (value) => {
    expect(decimal(line, String(value))).toBe(value);
    expect(hexadecimal(line, value.toString(16))).toBe(value);
  }));
});

test('a counter below zero, printed as unsigned long, is negative', () => {
  expect(decimal(line, '18446744073709551104')).toBe(-512);
  expect(decimal(line, '18446744073709551615')).toBe(-1);
});

test.each(['', ' 1', '-1', '1.5', '0x1', '1e3', undefined])('%j is no decimal number', (digits) => {
  expect(() => decimal(line, digits)).toThrow(UnreadableTextError);
});

test.each(['', '0x1', 'g', undefined])('%j is no hexadecimal number', (digits) => {
  expect(() => hexadecimal(line, digits)).toThrow(UnreadableTextError);
});

test('what is not exact, or longer than 64 bits, is refused', () => {
  expect(() => decimal(line, '9007199254740993')).toThrow(UnreadableTextError);
  expect(() => decimal(line, '18446744073709551616')).toThrow(UnreadableTextError);
});
