import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUN_ID, runId } from './run-id.ts';

describe('runId', () => {
  it('is the time in UTC and a random end', () => {
    expect(runId(new Date('2025-11-22T09:41:05.417Z'), 0x9f3c)).toBe('20251122-094105-417-9f3c');
  });

  it('sorts by time as text', () => {
    const date = fc.date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    const random = fc.nat({ max: 0xffff });
    fc.assert(fc.property(date, date, random, random, (a, b, one, other) => {
      const [first, second] = [runId(a, one), runId(b, other)];
      expect(RUN_ID.test(first)).toBe(true);
      if (a.getTime() < b.getTime()) expect(first < second).toBe(true);
    }));
  });
});
