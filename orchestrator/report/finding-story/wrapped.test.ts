import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PLAIN } from '../paint.ts';
import { comparison } from './comparison.ts';
import { WIDTH, wrapped } from './wrapped.ts';

it('keeps every word, and every line within the width', () => {
  expect(wrapped('a b', 'label  ')).toEqual(['label  a b']);
  fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 150 })), (words) => {
    const text = words.join(' ').trim();
    const lines = wrapped(text, 'label  ');
    expect(lines.every((line) => line.length <= WIDTH)).toBe(true);
    expect(lines.map((line) => line.slice(7)).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  }));
});

it('has columns that fit beside each other, however wide they were', () => {
  fc.assert(fc.property(fc.array(fc.record({ cells: fc.tuple(fc.string({ maxLength: 120 }), fc.string({ maxLength: 120 }), fc.string({ maxLength: 120 })), differs: fc.boolean() })), (rows) => {
    const lines = comparison(['fact', 'predicted', 'observed'], rows, PLAIN);
    expect(lines.every((line) => line.length <= WIDTH)).toBe(true);
    expect(lines.filter((line) => line.startsWith('! '))).toHaveLength(rows.slice(0, 40).filter(({ differs }) => differs).length);
  }));
});
