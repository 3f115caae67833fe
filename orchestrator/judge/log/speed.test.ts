import { expect, it } from 'vitest';
import { ordinaryLog, readThrough } from './speed.ts';

it('reads as many bytes as it says, and finds nothing in an ordinary log', () => {
  const lines = ordinaryLog(1_000_000);
  const { bytes, reports } = readThrough(lines);
  expect(reports).toBe(0);
  expect(bytes).toBe(lines.join('\n').length + 1);
  expect(bytes).toBeGreaterThanOrEqual(1_000_000);
});

it('finds a report in the midst of it', () => {
  expect(readThrough([...ordinaryLog(200_000), '[  100.000000] BUG: Bad rss-counter state mm:ffff888004060580 type:MM_FILEPAGES val:3', ...ordinaryLog(1000)]).reports).toBe(1);
});
