import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatTime, parseTime } from './time.ts';

it.each([['90s', 90_000], ['20m', 1_200_000], ['2h', 7_200_000], ['1h30m', 5_400_000]])('%s is %d ms', (text, milliseconds) => {
  expect(parseTime(text)).toBe(milliseconds);
});

it.each(['', '20', 'm', '0m', '-1m', '1.5h', '30m1h', '20 m', '9999999999999999h'])('%j is no time', (text) => {
  expect(parseTime(text)).toBeUndefined();
});

it('writes what it reads', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1e6 }), (seconds) => { expect(parseTime(formatTime(seconds * 1000))).toBe(seconds * 1000); }));
  expect([5_400_000, 90_000, 3_601_000].map(formatTime)).toEqual(['1h30m', '1m30s', '1h1s']);
});
