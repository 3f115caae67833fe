import { expect, it } from 'vitest';
import { losing } from '../fixtures/losing.ts';
import { MemoryTrends } from './memory-trend.ts';

function trendOf(cycles: number, kib: number) {
  const trends = new MemoryTrends();
  for (const event of losing(cycles, kib)) trends.take(event);
  return trends.trends().get('row');
}

it('is what is lost with every cycle, counted from after the first', () => {
  expect(trendOf(6, 40)).toEqual({ free: [0, -40, -80, -120, -160, -200], slope: -40, leaked: undefined });
});

it('needs as many cycles as make a line', () => {
  expect(trendOf(4, 40)).toBeUndefined();
});
