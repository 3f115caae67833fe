import { expect, it } from 'vitest';
import { historySpeed } from './history-speed.ts';

it('has a history of which there is something to say', async () => {
  const { answer, entries, bytes } = await historySpeed(100, 60);
  expect([answer.runs.length, entries, answer.skipped]).toEqual([100, 6000, []]);
  expect(bytes).toBeGreaterThan(100 * 60 * 200);
  expect(new Set(answer.findings.flatMap(({ occurrences }) => occurrences.map(({ status }) => status)))).toEqual(new Set(['still-failing', 'flaky']));
});
