import { expect, test } from 'vitest';
import type { NewEvent, RecordEvent } from '../../archive/event.ts';
import { bytes, kibibytes } from '../../model/units.ts';
import { start } from '../../testing/start.ts';
import { unlike } from './unlike.ts';

const ITEM = { item: 'cycle-1.hmem.debian-6.12.default', attempt: 1 };
const observation = start();
const story = (more: { errno?: number; free?: number; calls?: number; driver?: string } = {}): RecordEvent[] => {
  const seen = { ...observation, meminfo: { ...observation.meminfo, memFree: kibibytes(observation.meminfo.memFree - (more.free ?? 0)) } };
  const zones = seen.zones.map((zone) => (zone.zone === 'DMA32' ? { ...zone, free: zone.free - (more.free ?? 0) / 4 } : zone));
  const dax = seen.dax.map((device) => ({ ...device, ...(more.driver !== undefined && { driver: more.driver }) }));
  const events: NewEvent[] = [
    { type: 'booted', release: observation.release, accelerator: 'tcg', ...ITEM },
    { type: 'baseline', observation, ...ITEM },
    { type: 'result', index: 0, errno: more.errno ?? 0, ...ITEM },
    { type: 'called', index: 0, calls: Array.from({ length: more.calls ?? 1 }, () => ({ fn: 'memory_block_release' as const, block: 32 as never })), ...ITEM },
    { type: 'observed', index: 0, observation: { ...seen, zones, dax } as typeof observation, ...ITEM },
    { type: 'attempt-ended', verdict: 'pass', ...ITEM },
  ];
  return events.map((event, t) => ({ v: 3, t, ...event }));
};

test('what is the same is not unlike, whenever it happened', () => {
  expect(unlike(story(), story().map((event) => ({ ...event, t: event.t + 1000 })))).toEqual([]);
});

test('memory that is used for something else by chance is not either', () => {
  expect(unlike(story(), story({ free: 224 }))).toEqual([]);
});

test.each([['an errno', story({ errno: 16 }), 'errno'], ['a call', story({ calls: 2 }), 'calls'], ['a bind', story({ driver: 'kmem' }), 'dax0.0/driver']])('%s is', (_what, other, fact) => {
  expect(unlike(story(), other).map(({ where, fact: found }) => `${where}: ${found}`)).toEqual([`cycle-1.hmem.debian-6.12.default, operation 0: ${fact}`]);
});

test('free memory that is more than chance is', () => {
  expect(new Set(unlike(story(), story({ free: 4096 })).map(({ fact }) => fact))).toEqual(new Set(['free memory of the boot nodes (KiB)', 'free memory of all nodes (KiB)']));
});

test('an operation that only one has done is', () => {
  expect(unlike(story(), story().slice(0, 2)).map(({ fact }) => fact)).toEqual(expect.arrayContaining(['the moment itself']));
});

test('where the kernel or the firmware placed registers is not, nor what an add took that ran out of memory', () => {
  const placed = (bus: string): RecordEvent[] => story().map((event) => (event.type === 'baseline' ? { ...event, observation: { ...event.observation, iomem: [...event.observation.iomem, { depth: 1, start: bytes(0xfe000000), end: bytes(0xfe1fffff), name: `PCI Bus 0000:${bus}` }] } } : event));
  expect(unlike(placed('0d'), placed('0e'))).toEqual([]);
  const exhausted = (taken: number): RecordEvent[] => story({ errno: 12, free: taken });
  expect(unlike(exhausted(0), exhausted(4096))).toEqual([]);
  expect(unlike(story({ errno: 12 }), story({ free: 4096 })).length).toBeGreaterThan(1);
});
