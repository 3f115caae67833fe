import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shellComment, shellWord, shellWords } from './shell-words.ts';

const sh = (script: string): string => execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
const text = fc.string({ unit: fc.oneof({ weight: 4, arbitrary: fc.constantFrom("'", '"', '\\', '$', '`', '\n', '\t', ' ', '*', '~', '=', '#', '!', '-', 'n') }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) }) })
  .filter((some) => !some.includes('\0'));

it('is taken by a shell for exactly its text', () => {
  fc.assert(fc.property(fc.array(text, { minLength: 20, maxLength: 60 }), (words) => {
    expect(sh(`for word in ${shellWords(words)}; do printf '%s|' "$word"; done`)).toBe(words.map((word) => `${word}|`).join(''));
  }), { numRuns: 20 });
});

it('leaves out what no shell word can hold', () => {
  expect(shellWord('a\0b c')).toBe("'ab c'");
  expect(shellWord('')).toBe("''");
});

it('comments hide every line', () => {
  fc.assert(fc.property(fc.array(text, { minLength: 20, maxLength: 60 }), (lines) => {
    expect(sh(`${shellComment(lines).join('\n')}\nprintf end`)).toBe('end');
  }), { numRuns: 20 });
});
