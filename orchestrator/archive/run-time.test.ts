import { expect, it } from 'vitest';
import { runId } from './run-id.ts';
import { startOf } from './run-time.ts';

it('reads what run ids say, to the second', () => {
  const time = new Date('2026-03-01T01:30:00.417Z');
  expect(startOf(runId(time, 7))).toBe(Date.parse('2026-03-01T01:30:00Z'));
  expect(startOf('nightly-7')).toBeUndefined();
});
