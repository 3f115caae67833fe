import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, bindTo, state } from '../testing/worlds.ts';
import { start } from '../testing/start.ts';
import { begin } from './start.ts';
import type { ZoneObservation } from './observation.ts';
import { blockNumber, GIB, nodeId, pages, pfn } from './units.ts';
import type { World } from './world.ts';
import { validZones, zoneSpan } from './zones.ts';

const bound = after({}, bindTo());
const zonesOf = (world: World, block: number) => validZones(world, blockNumber(block)).join(' ');

describe('the zone a block goes online in', () => {
  it('is Normal first on a fresh node', () => {
    expect(zonesOf(bound, 34)).toBe('Normal Movable');
  });

  it('follows the only zone that spans it, holes counted', () => {
    const world = after(bound, state(32, 'online_movable'), state(34, 'online_movable'));
    expect(zonesOf(world, 33)).toBe('Movable Normal');
    expect(zonesOf(world, 35)).toBe('Normal Movable');
    expect(after(world, state(33, 'online')).blocks.get(blockNumber(33))?.zone).toBe('Movable');
  });

  it('is named alone once the block is online', () => {
    expect(zonesOf(after(bound, state(32, 'online_kernel')), 32)).toBe('Normal');
  });
});

describe('auto-movable', () => {
  const guest = (numaAware: string): World => {
    const observation = start();
    const world = begin({ ...observation, parameters: { ...observation.parameters, onlinePolicy: 'auto-movable', autoMovableNumaAware: numaAware } });
    return after(world, bindTo(), state(32, 'online'));
  };
  it('is Normal on a node without early kernel pages when it looks at nodes, Movable when it does not', () => {
    expect(guest('Y').blocks.get(blockNumber(32))?.zone).toBe('Normal');
    expect(guest('N').blocks.get(blockNumber(32))?.zone).toBe('Movable');
  });

  it('counts a kernel zone that only the rest of the group reaches, which the block itself would not', () => {
    const observation = start({ devices: [{ name: 'dax0.0', start: 2 * GIB, end: 2.5 * GIB }] });
    const dma32 = (one: ZoneObservation): ZoneObservation => ({ ...one, node: nodeId(1), spanned: pages(32_768), present: pages(32_768), managed: pages(32_768), startPfn: pfn(2.5 * GIB / 4096) });
    const zones = observation.zones.flatMap((one) => (one.zone === 'DMA32' ? [one, dma32(one)] : [one, { ...one, node: nodeId(1), spanned: pages(0), present: pages(0), managed: pages(0) }]));
    const policy = { ...observation.parameters, onlinePolicy: 'auto-movable', autoMovableRatio: '1' };
    const world = after(begin({ ...observation, zones, parameters: policy }), bindTo());
    // Four blocks are to come: from block 16 they end where DMA32 begins, from block 17 they reach into it.
    expect(zonesOf(world, 16)).toBe('Normal Movable');
    expect(zonesOf(world, 17)).toBe('DMA32 Normal Movable');
  });
});

describe('the span of a hot-added zone', () => {
  it('is the hull of its online blocks', () => {
    fc.assert(fc.property(fc.shuffledSubarray([32, 33, 34, 35, 36, 37, 38, 39]), (blocks) => {
      const world = after(bound, ...blocks.map((block) => state(block, 'online_movable')));
      const span = zoneSpan(world, nodeId(1), 'Movable');
      if (blocks.length === 0) expect(span).toEqual({ start: 0, end: 0 });
      else expect(span).toEqual({ start: Math.min(...blocks) * 32768, end: (Math.max(...blocks) + 1) * 32768 });
    }));
  });

  it('shrinks at its edges only', () => {
    const three = after(bound, state(32, 'online_movable'), state(33, 'online_movable'), state(34, 'online_movable'), state(33, 'offline'));
    expect(zoneSpan(three, nodeId(1), 'Movable')).toEqual({ start: 32 * 32768, end: 35 * 32768 });
    expect(zoneSpan(after(three, state(32, 'offline')), nodeId(1), 'Movable')).toEqual({ start: 34 * 32768, end: 35 * 32768 });
  });
});
