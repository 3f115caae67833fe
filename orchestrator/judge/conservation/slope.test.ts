import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slope, spread } from './slope.ts';

describe('a slope', () => {
  it('is that of the line, whatever its height', () => {
    fc.assert(fc.property(fc.integer({ min: -100, max: 100 }), fc.integer(), fc.integer({ min: 2, max: 60 }), (rise, height, count) => {
      expect(slope(Array.from({ length: count }, (_, step) => height + rise * step))).toBeCloseTo(rise, 3);
    }));
  });

  it('of values that go up and down alike is none', () => {
    expect(slope([0, 8, 0, 8, 0])).toBe(0);
  });
});

it('the spread is the sum of squared distances from the middle', () => {
  expect(spread(5)).toBe(4 + 1 + 0 + 1 + 4);
});
