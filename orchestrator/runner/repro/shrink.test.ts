import { expect, it } from 'vitest';
import type { Finding } from '../../judge/verdict.ts';
import { after, attribute, bindTo, unbindFrom } from '../../testing/worlds.ts';
import { toShrink } from './shrink.ts';

const FINDING: Finding = { kind: 'calls', title: 'a leak', fingerprint: 'ce87d469ebc46fdc', operation: 2, differences: [], log: [] };
const BEGUN = after({});
const performed = [attribute('1'), bindTo(), unbindFrom()].map((operation, index) => ({ index, operation, world: BEGUN }));

it('is for what operations lead to', () => {
  expect(toShrink({ performed }, FINDING)).toEqual({ start: BEGUN, operations: [attribute('1'), bindTo(), unbindFrom()] });
});

it.each([
  ['was there before the first operation', performed, { operation: -1 }, 'before the first operation'],
  ['no operation led to', [], {}, 'before the first operation'],
  ['nobody could know again', performed, { kind: 'log', fingerprint: 'unmatched-ce87d469ebc46fdc' }, 'cut or mixed with another'],
] as const)('refuses what %s', (_, list, changes, seen) => {
  expect(() => toShrink({ performed: list }, { ...FINDING, ...changes })).toThrow(seen);
});
