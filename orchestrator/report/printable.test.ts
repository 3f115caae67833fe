import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printable } from './printable.ts';

it('shows control characters and leaves the rest', () => {
  expect(printable('a\u001b[2J\r\tä\n')).toBe('a\\x1b[2J\\x0d\tä\n');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(printable(text)).not.toMatch(/(?![\t\n])\p{Cc}/u);
  }));
});
