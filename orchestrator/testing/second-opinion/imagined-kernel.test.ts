/** Numbers that were seen in guests (SEMANTICS 4, 5), so that the two models cannot be wrong in the same way about them. */
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../model/observation.ts';
import type { Operation } from '../../model/operation.ts';
import { bytes, GIB, MIB } from '../../model/units.ts';
import { start, type ImaginedGuest } from '../start.ts';
import { attribute, bindTo, state, unbindFrom } from '../worlds.ts';
import { ImaginedKernel } from './imagined-kernel.ts';
import { observe } from './sysfs.ts';

function after(guest: ImaginedGuest, ...operations: readonly Operation[]): Observation {
  const kernel = new ImaginedKernel(start(guest));
  for (const operation of operations) expect([operation, kernel.perform(operation).errno]).toEqual([operation, 'OK']);
  return observe(kernel);
}
const all = (value: string): Operation[] => [32, 33, 34, 35, 36, 37, 38, 39].map((block) => state(block, value));
const movable = ({ zones }: Observation) => zones.find(({ node, zone }) => node === 1 && zone === 'Movable');
const zonesOf = ({ blocks }: Observation, block: number) => blocks.find(({ number }) => number === block)?.validZones.join(' ');

describe('1 GiB with 128 MiB blocks', () => {
  it('gives a node of 1032192 kB with the memmap on it and of 1048576 kB without', () => {
    const total = (value: string) => after({}, attribute(value), bindTo(), ...all('online_movable')).nodes.find(({ node }) => node === 1)?.memTotal;
    expect([total('1'), total('0')]).toEqual([1_032_192, 1_048_576]);
  });

  it('is one entry of the direct map when added whole, and none of that size in chunks', () => {
    const huge = (value: string) => (after({}, attribute(value), bindTo()).meminfo.directMap1G ?? 0) - (start().meminfo.directMap1G ?? 0);
    expect([huge('0'), huge('1')]).toEqual([1_048_576, 0]);
  });

  it('leaves nothing behind', () => {
    expect(after({}, attribute('1'), bindTo(), ...all('online_movable'), ...all('offline'), unbindFrom(), attribute('0')))
      .toMatchObject({ blocks: start().blocks, nodeMasks: start().nodeMasks, iomem: start().iomem, vmstat: start().vmstat });
  });
});

describe('one block', () => {
  it('has its free pages in 31 blocks of order 10 and one of order 9 where it holds its memmap, in 32 where not', () => {
    const free = (value: string) => after({}, attribute(value), bindTo(), state(32, 'online_movable')).buddy.find(({ node }) => node === 1)?.free.slice(9);
    expect([free('1'), free('0')]).toEqual([[1, 31], [0, 32]]);
  });

  it.each([[128, 1, 63], [512, 4, 252], [2048, 16, 1008]])('of %i MiB has %i Unmovable pageblocks and %i Movable ones', (size, Unmovable, Movable) => {
    const large: ImaginedGuest = { blockSize: bytes(size * MIB), attribute: '1', devices: [{ name: 'dax0.0', start: 4 * GIB, end: 8 * GIB }] };
    const seen = after(large, bindTo(), state((4 * GIB) / (size * MIB), 'online_movable'));
    expect(seen.pageblocks.find(({ node }) => node === 1)?.types).toEqual({ Unmovable, Movable });
  });
});

describe('zones', () => {
  it('count holes: between two Movable blocks the third is Movable, beside them Normal', () => {
    const seen = after({}, bindTo(), state(32, 'online_movable'), state(34, 'online_movable'));
    expect([zonesOf(seen, 33), zonesOf(seen, 35)]).toEqual(['Movable Normal', 'Normal Movable']);
    expect(movable(seen)).toMatchObject({ spanned: 98_304, present: 65_536 });
  });

  it('shrink at their edges only', () => {
    const three = [bindTo(), state(32, 'online_movable'), state(33, 'online_movable'), state(34, 'online_movable'), state(33, 'offline')];
    expect(movable(after({}, ...three))?.spanned).toBe(98_304);
    expect(movable(after({}, ...three, state(32, 'offline')))).toMatchObject({ startPfn: 1_114_112, spanned: 32_768 });
  });
});
