import { expect, it } from 'vitest';
import { historySpeed } from './history-speed.ts';

it('has a history of which there is something to say, as unlike itself as a real one', async () => {
  let written: unknown;
  const { answer, entries, bytes, distinct } = await historySpeed((told) => { written = told; return ''; }, undefined, { runs: 400, rows: 60 });
  expect([answer.runs.length, entries, answer.skipped]).toEqual([400, 24_000, []]);
  expect(written).toBe(answer);
  expect(bytes).toBeGreaterThan(24_000 * 200);
  expect(distinct).toBeGreaterThan(0.3);
  expect(distinct).toBeLessThan(0.5);
  expect(new Set(answer.findings.flatMap(({ occurrences }) => occurrences.map(({ status }) => status)))).toEqual(new Set(['still-failing', 'flaky', 'fixed']));
  expect(answer.findings.filter(({ status }) => status === 'still-failing').every(({ changed }) => changed?.some(({ what }) => what === 'daxlab'))).toBe(true);
});
