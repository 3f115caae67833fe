import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runsNeeded } from './runs-needed.ts';

it('is one for what always shows', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), (times) => { expect(runsNeeded(times, times)).toBe(1); }));
});

it('leaves a bad kernel one chance in a hundred to pass for good', () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 20 }), fc.nat(), (of, some) => {
    const shown = 1 + (some % (of - 1));
    const runs = runsNeeded(shown, of);
    const passes = (count: number): number => (1 - shown / of) ** count;
    expect(passes(runs)).toBeLessThanOrEqual(0.0100001);
    expect(passes(runs - 1)).toBeGreaterThan(0.01);
  }));
  expect(runsNeeded(1, 2)).toBe(7);
  expect(runsNeeded(1, 1000)).toBe(100);
});
