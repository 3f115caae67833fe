import { expect, it } from 'vitest';
import type { RecordEvent } from '../../archive/event.ts';
import type { Observation } from '../../model/observation.ts';
import type { Operation } from '../../model/operation.ts';
import { seen } from '../../testing/seen.ts';
import { start } from '../../testing/start.ts';
import { after, bindTo, unbindFrom } from '../../testing/worlds.ts';
import { MemoryTrends } from './memory-trend.ts';

/** `cycles` times bind and unbind, each of which loses `kib`. */
function events(cycles: number, kib: number): RecordEvent[] {
  const place = { v: 1, t: 0, item: 'row', attempt: 1 } as const;
  const operations = Array.from({ length: cycles }, (): Operation[] => [bindTo(), unbindFrom()]).flat();
  return [
    { ...place, type: 'baseline', observation: start() },
    ...operations.map((_, index): RecordEvent => ({ ...place, type: 'observed', index, observation: less(seen(after({}, ...operations.slice(0, index + 1))), kib * Math.floor((index + 1) / 2)) })),
  ];
}

const less = (observation: Observation, kib: number): Observation =>
  ({ ...observation, zones: observation.zones.map((zone) => (zone.node === 0 && zone.zone === 'DMA32' ? { ...zone, free: zone.free - kib / 4 as never } : zone)) });

function trendOf(cycles: number, kib: number) {
  const trends = new MemoryTrends();
  for (const event of events(cycles, kib)) trends.take(event);
  return trends.trends().get('row');
}

it('is what is lost with every cycle, counted from after the first', () => {
  expect(trendOf(6, 40)).toEqual({ free: [0, -40, -80, -120, -160, -200], slope: -40, leaked: undefined });
});

it('needs as many cycles as make a line', () => {
  expect(trendOf(4, 40)).toBeUndefined();
});
