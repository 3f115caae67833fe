import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf, match, oneLine } from './text-file.ts';
import { UnreadableTextError } from './unreadable.ts';

test('lines know their file and number', () => {
  expect(linesOf('/f', 'a\nb\n')).toEqual([{ file: '/f', number: 1, text: 'a' }, { file: '/f', number: 2, text: 'b' }]);
});

test('an empty text has no lines, an empty line is one', () => {
  expect(linesOf('/f', '')).toEqual([]);
  expect(oneLine('/f', '\n').text).toBe('');
});

test('a text cut in a line names that line', () => {
  expect(() => linesOf('/proc/x', 'a\nb')).toThrow(/\/proc\/x line 2/);
});

test('a line that does not match is shown with what was expected', () => {
  expect(() => match({ file: '/proc/x', number: 7, text: 'odd' }, /^even$/, 'an even line')).toThrow(/\/proc\/x line 7\n {2}expected: an even line\n {2}seen: {5}"odd"/);
});

test('any lines come back', () => {
  fc.assert(fc.property(fc.array(fc.string().map((line) => line.replaceAll('\n', ''))), (lines) => {
    expect(linesOf('/f', lines.map((line) => `${line}\n`).join('')).map(({ text }) => text)).toEqual(lines);
  }));
});

test('one line is not two and not none', () => {
  expect(() => oneLine('/f', 'a\nb\n')).toThrow(UnreadableTextError);
  expect(() => oneLine('/f', '')).toThrow(UnreadableTextError);
});
