import { expect, it } from 'vitest';
import { wantedValue } from './wanted.ts';

const of = (expected: string, seen: string, start?: string | number) => wantedValue({ fact: 'some', expected, seen }, start);

it('takes texts as they are, and the words for nothing as nothing', () => {
  expect(of('offline', 'online')).toEqual({ wanted: { kind: 'exactly', values: ['offline'] }, seen: 'online', change: false });
  expect(of('(absent)', 'none')).toEqual({ wanted: { kind: 'exactly', values: [''] }, seen: '', change: false });
  expect(of('offline', 'online', 'offline').change).toBe(false);
});

it('counts numbers from the start where it had one', () => {
  expect(of('8', '0')).toEqual({ wanted: { kind: 'between', least: 8, most: 8 }, seen: '0', change: false });
  expect(of('524160', '34078592', 524160)).toEqual({ wanted: { kind: 'between', least: 0, most: 0 }, seen: '33554432', change: true });
  expect(of('90 to 110', '5', 100)).toEqual({ wanted: { kind: 'between', least: -10, most: 10 }, seen: '-95', change: true });
  expect(of('12', '(absent)', 7)).toEqual({ wanted: { kind: 'between', least: 12, most: 12 }, seen: '', change: false });
});

it('knows limits', () => {
  expect(of('at most 2.5', '4').wanted).toEqual({ kind: 'between', least: Number.MIN_SAFE_INTEGER, most: 2.5 });
});
