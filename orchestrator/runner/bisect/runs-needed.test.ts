import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isUnsettled, parseRate, runsNeeded } from './runs-needed.ts';

it('leaves a bad kernel one chance in a hundred to pass for good', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(), (of, some) => {
    const shown = 1 + (some % of);
    const runs = runsNeeded({ shown, of });
    const passes = (count: number): number => (1 - (shown + 1) / (of + 2)) ** count;
    expect(passes(runs)).toBeLessThanOrEqual(0.0100001);
    expect(passes(runs - 1)).toBeGreaterThan(0.01);
  }));
});

it.each([[1, 1, 5], [3, 3, 3], [10, 10, 2], [200, 200, 1], [1, 2, 7], [3, 4, 5], [1, 1000, 100]])('%i of %i ask for %i', (shown, of, runs) => { expect(runsNeeded({ shown, of })).toBe(runs); });

it('wants fewer runs of what shows more often', () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), (of, some) => {
    const shown = 1 + (some % (of - 1));
    expect(runsNeeded({ shown: shown + 1, of })).toBeLessThanOrEqual(runsNeeded({ shown, of }));
  }));
});

it.each([
  ['never', { shown: 0, of: 3 }, 3, false], ['always', { shown: 3, of: 3 }, 3, false], ['once of three', { shown: 1, of: 3 }, 3, true], ['three of nine', { shown: 3, of: 9 }, 9, false],
  ['once of twenty', { shown: 1, of: 20 }, 20, false], ['once, and infrastructure failed all the time', { shown: 1, of: 2 }, 20, false],
] as const)('what shows %s', (_, counted, made, expected) => { expect(isUnsettled(counted, made)).toBe(expected); });

it('reads k/n', () => {
  expect(parseRate('3/4')).toEqual({ shown: 3, of: 4 });
  for (const text of ['0/4', '5/4', '3', '3 / 4', '3/4/5', '-1/2', '1.5/2', '']) expect(parseRate(text)).toBeUndefined();
});
