import { expect, it } from 'vitest';
import { formatDuration } from './duration.ts';

it.each([
  [0, '0.0 s'], [449, '0.4 s'], [9_940, '9.9 s'], [9_960, '10 s'], [59_400, '59 s'], [59_900, '1 min 00 s'], [185_000, '3 min 05 s'], [3_725_000, '1 h 02 min'], [-5, '0.0 s'],
])('%d ms is %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
