import { describe, expect, it } from 'vitest';
import { after, attribute, bindTo, errnos, state, unbindFrom } from '../../testing/worlds.ts';
import { bytes, GIB, MIB } from '../units.ts';

const states = (world: ReturnType<typeof after>) => [...world.blocks.values()].map(({ number, vmemmap, zone }) => [number, vmemmap, zone ?? 'offline']);

describe('bind', () => {
  it('makes one offline block per chunk, with V pages of memmap on each or none', () => {
    expect(states(after({}, attribute('1'), bindTo()))).toEqual([32, 33, 34, 35, 36, 37, 38, 39].map((number) => [number, 512, 'offline']));
    expect(states(after({}, bindTo())).every(([, vmemmap]) => vmemmap === 0)).toBe(true);
  });

  it('uses the whole blocks of a range: a devdax namespace of 1 GiB has 7', () => {
    const world = after({ devices: [{ name: 'dax0.0', start: 4 * GIB + 2 * MIB, end: 5 * GIB }] }, bindTo());
    expect([...world.blocks.keys()]).toEqual([33, 34, 35, 36, 37, 38, 39]);
    expect(world.added).toMatchObject([{ start: 4 * GIB + 128 * MIB, end: 5 * GIB }]);
  });

  it('refuses what has no whole block, no node, or is not there', () => {
    expect(errnos(after({ devices: [{ name: 'dax0.0', start: 4 * GIB + MIB, end: 4 * GIB + 129 * MIB }] }), bindTo())).toEqual(['EINVAL']);
    expect(errnos(after({ devices: [{ name: 'dax0.0', start: 4 * GIB, end: 5 * GIB, node: -1 }] }), bindTo())).toEqual(['EINVAL']);
    expect(errnos(after({}), bindTo('dax7.0'))).toEqual(['ENODEV']);
    expect(errnos(after({}, bindTo()), bindTo())).toEqual(['EBUSY']);
  });

  it('is refused while an earlier unbind left the range reserved', () => {
    const stuck = after({}, bindTo(), state(32, 'online_movable'), unbindFrom(), state(32, 'offline'));
    expect(errnos(stuck, bindTo())).toEqual(['EBUSY']);
  });

  it('puts V = B/262144 pages of memmap on a block of any size', () => {
    for (const [size, pages] of [[128 * MIB, 512], [256 * MIB, 1024], [512 * MIB, 2048], [2 * GIB, 8192]] as const) {
      const world = after({ blockSize: bytes(size), attribute: '1', devices: [{ name: 'dax0.0', start: 4 * GIB, end: 8 * GIB }] }, bindTo());
      expect(world.blocks.values().next().value?.vmemmap).toBe(pages);
      expect(world.blocks.size).toBe((4 * GIB) / size);
    }
  });

  it('brings the blocks online at once when that is the default', () => {
    expect(states(after({ autoOnline: 'online_movable' }, bindTo())).map(([, , zone]) => zone)).toEqual(Array(8).fill('Movable'));
    expect(states(after({ autoOnline: 'online' }, bindTo())).map(([, , zone]) => zone)).toEqual(Array(8).fill('Normal'));
  });

  it('never asks for the memmap on memory on a kernel before the feature', () => {
    expect(after({ release: '6.1.0-50-cloud-amd64', attribute: undefined }, bindTo()).blocks.get(32 as never)?.vmemmap).toBe(0);
  });
});
