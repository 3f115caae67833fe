import { describe, expect, it } from 'vitest';
import { start } from '../../testing/start.ts';
import { after, attribute, bindTo, state } from '../../testing/worlds.ts';
import { predict } from '../predict.ts';
import { begin } from '../start.ts';
import { bytes, GIB, MIB, pages } from '../units.ts';
import type { World } from '../world.ts';
import { roomForMemmap } from './memmap-room.ts';

/** DRAM is 2 GiB less what the imagined kernel keeps; everything is free but for `used`. */
function guest(size: number, used = 0, devices: { start: number; end: number }[] = [{ start: 4 * GIB, end: 4 * GIB + size }]): World {
  const observation = start({ devices: devices.map((device, index) => ({ name: `dax${index}.0`, ...device })) });
  return begin({ ...observation, zones: observation.zones.map((zone) => (zone.zone === 'DMA32' ? { ...zone, free: pages(zone.managed - used / 4096) } : zone)) });
}
const room = (world: World, size: number) => roomForMemmap(world, { start: bytes(4 * GIB), end: bytes(4 * GIB + size) });
const errnos = (world: World) => predict(world, bindTo()).map(({ errno }) => errno);

describe('a memmap in ordinary memory', () => {
  it('has room where it is smaller than what was free, has none where it is larger than all memory, and perhaps in between', () => {
    expect(room(guest(GIB), GIB)).toBe('yes');
    expect(room(guest(GIB), 256 * GIB)).toBe('no');
    expect(room(guest(64 * GIB, 1500 * MIB), 64 * GIB)).toBe('perhaps');
  });

  it('is kept off the reserve of the allocator, and off zone DMA', () => {
    // 503000 pages are free, 2 x 45056 KiB are the reserve: 480472 pages, or 938 sections of 512 pages.
    expect(room(guest(GIB), 938 * 128 * MIB)).toBe('yes');
    expect(room(guest(GIB), 939 * 128 * MIB)).toBe('perhaps');
    // And 503000 + 3998 pages are all there are: 990 sections.
    expect(room(guest(GIB), 990 * 128 * MIB)).toBe('perhaps');
    expect(room(guest(GIB), 991 * 128 * MIB)).toBe('no');
  });

  it('has none only where it is larger than all memory, not where it is as large', () => {
    // 502882 + 3998 pages are 990 sections to the page.
    const exact = start({ devices: [{ name: 'dax0.0', start: 4 * GIB, end: 5 * GIB }] });
    const managing = (count: number) => begin({ ...exact, zones: exact.zones.map((zone) => (zone.zone === 'DMA32' ? { ...zone, managed: pages(count) } : zone)) });
    expect(room(managing(502_882), 990 * 128 * MIB)).toBe('perhaps');
    expect(room(managing(502_881), 990 * 128 * MIB)).toBe('no');
  });

  it('stays where it is while the memory is added', () => {
    const devices = [{ start: 4 * GIB, end: 64 * GIB }, { start: 128 * GIB, end: 198 * GIB }];
    expect(predict(guest(0, 0, devices), bindTo('dax1.0')).map(({ errno }) => errno)).toEqual(['OK']);
    const taken = after(guest(0, 0, devices), bindTo());
    expect(predict(taken, bindTo('dax1.0')).map(({ errno }) => errno)).toEqual(['ENOMEM']);
    // On memory it takes nothing, and neither does what it leaves behind.
    const beside = after(guest(0, 0, devices), attribute('1'), bindTo());
    expect(predict(beside, bindTo('dax1.0')).map(({ errno }) => errno)).toEqual(['OK']);
  });

  it('may lie in hot-added memory of a kernel zone', () => {
    const devices = [{ start: 4 * GIB, end: 12 * GIB }, { start: 128 * GIB, end: 252 * GIB }];
    const online = after(guest(0, 0, devices), attribute('1'), bindTo(), state(32, 'online_kernel'));
    expect(predict(after(guest(0, 0, devices), attribute('1'), bindTo()), bindTo('dax1.0')).map(({ errno }) => errno)).toEqual(['ENOMEM']);
    expect(predict(online, bindTo('dax1.0')).map(({ errno }) => errno)).toEqual(['OK', 'ENOMEM']);
  });
});

describe('a bind', () => {
  it('that has no room is ENOMEM and leaves the world as it was', () => {
    const world = guest(256 * GIB);
    expect(predict(world, bindTo())).toEqual([{
      errno: 'ENOMEM', world,
      calls: [{ fn: 'add_memory_driver_managed', start: 4 * GIB, size: 256 * GIB }, { fn: 'arch_add_memory', node: 1, start: 4 * GIB, size: 256 * GIB }],
    }]);
  });

  it('with the memmap on memory does not need any', () => {
    expect(errnos(after(guest(256 * GIB), attribute('1')))).toEqual(['OK']);
  });

  it('may come to either where it is not certain, and says that this is open', () => {
    expect(predict(guest(64 * GIB, 1500 * MIB), bindTo()).map(({ errno, open }) => [errno, open])).toEqual([['OK', 'memmap-room'], ['ENOMEM', 'memmap-room']]);
  });
});
