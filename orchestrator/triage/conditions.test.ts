import { describe, expect, it } from 'vitest';
import { Conditions } from './conditions.ts';
import { history } from './fixtures/entries.ts';

/** How many of `met` are on the kernel of the only entry of `asked`, are certainly made of the same, and may be. */
function counts(met: string, asked: string): readonly number[] {
  const conditions = new Conditions();
  for (const entry of history(met)) conditions.add(entry);
  return history(asked).flatMap((entry) => [conditions.onKernel(entry), conditions.twins(entry), conditions.alike(entry)]);
}

describe('conditions', () => {
  it.each([
    ['/a P P /b P @95 /a P', '/a P', [3, 2, 2]],
    ['P P', '/a P', [2, 0, 2]],
    ['/a P', 'P', [1, 0, 1]],
    ['@ P', '@ P', [0, 0, 0]],
    ['', 'P', [0, 0, 0]],
  ])('%s for %s', (met, asked, expected) => {
    expect(counts(met, asked)).toEqual(expected);
  });
});
