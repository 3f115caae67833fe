import { describe, expect, it } from 'vitest';
import { after, attribute, bindTo, inject, poison, state } from '../../testing/worlds.ts';
import type { Operation } from '../operation.ts';
import { predict } from '../predict.ts';
import type { World } from '../world.ts';
import { toLookAt } from './look-at.ts';

const bound = after({ faults: true }, attribute('1'), bindTo());

/** Blocks of which pages are read, and how many pages in all. */
function looked(world: World, operation: Operation): [blocks: number[], pages: number] {
  const ranges = toLookAt(world, predict(world, operation)[0]?.world ?? world, operation);
  return [[...new Set(ranges.map(({ first }) => Math.floor(first / 32768)))], ranges.reduce((sum, { count }) => sum + count, 0)];
}

describe('looked at are', () => {
  it('a block whose state was written, and its neighbours', () => {
    expect(looked(bound, state(33, 'online_movable'))).toEqual([[33, 32, 34], 3 * 4 * 512]);
    expect(looked(bound, state(39, 'online_movable'))[0]).toEqual([39, 38]);
  });

  it('a block whose state was written in vain: the world is the same, the marks might not be', () => {
    expect(looked(after(bound, inject('MEM_GOING_ONLINE', 'EIO')), state(33, 'online_movable'))[0]).toEqual([33]);
    const online = after(bound, state(33, 'online_movable'), inject('MEM_GOING_OFFLINE', 'EIO'));
    expect(looked(online, state(33, 'offline'))[0]).toEqual([33]);
    expect(looked(bound, state(33, 'garbage'))[0]).toEqual([33]);
  });

  it('a block a page of which was poisoned, whatever came of it', () => {
    const online = after(bound, state(33, 'online_movable'));
    expect(looked(online, poison(33, 3))[0]).toEqual([33]);
    expect(looked(bound, poison(34, 3))[0]).toEqual([34]);
  });

  it('all that was added, of the first eight more than the memmap', () => {
    const large = after({ attribute: '1', devices: [{ name: 'dax0.0', start: 4 * 2 ** 30, end: 8 * 2 ** 30 }] });
    expect(looked(large, bindTo())).toEqual([Array.from({ length: 32 }, (_, index) => 32 + index), (32 + 8 * 3) * 512]);
  });

  it('of a block its memmap, and what lies behind that, in the middle and at the end', () => {
    const own = toLookAt(bound, after(bound, state(33, 'online_movable')), state(33, 'online_movable')).filter(({ first }) => Math.floor(first / 32768) === 33);
    expect(own.map(({ first, count, counted }) => [first - 33 * 32768, count, counted])).toEqual([[0, 512, true], [512, 512, false], [16_384, 512, false], [32_256, 512, false]]);
  });

  it('nothing that is not there', () => {
    expect(looked(bound, state(99, 'online'))).toEqual([[], 0]);
    expect(looked(bound, attribute('0'))).toEqual([[], 0]);
  });
});
