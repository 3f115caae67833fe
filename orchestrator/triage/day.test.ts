import { expect, it } from 'vitest';
import { runId } from '../archive/run-id.ts';
import { beginningOf, dayBefore } from './day.ts';

it('is told as the ids of runs are', () => {
  expect(dayBefore('20260301-013000-417-9f3c')).toBe('20260228-013000');
  const time = new Date('2026-03-01T01:30:00.417Z');
  expect(runId(time, 7).startsWith(beginningOf(time))).toBe(true);
  expect(dayBefore('nightly-7')).toBe('');
});
