import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, ask, bindTo, errnos, map, ofRegion, resize, state, unbindFrom } from '../../testing/worlds.ts';
import { predict } from '../predict.ts';
import { GIB, MIB } from '../units.ts';
import type { World } from '../world.ts';
import { available, regionOf } from './dax-region.ts';

/** 2 GiB from 4 GiB on, half of which dax0.0 has. */
const HALF = { region: 2 * GIB, devices: [{ name: 'dax0.0', start: 4 * GIB, end: 5 * GIB }] } as const;
const ranges = (world: World, name: `dax${number}.${number}` = 'dax0.0') => world.devices.get(name)?.ranges.map(({ start, end }) => `${(start - 4 * GIB) / MIB}-${(end - 4 * GIB) / MIB}`);
const at = (start: number, end: number): string => `${(4 * GIB + start * MIB).toString(16)}-${(4 * GIB + end * MIB - 1).toString(16)}`;

describe('the size of a device', () => {
  it('is less by its last range first, and more into what is free, from the beginning of the region on', () => {
    const emptied = after(HALF, resize(0));
    expect(ranges(emptied)).toEqual([]);
    const pieces = after(emptied, map(at(512, 768)), map(at(1024, 1280)), map(at(0, 256)));
    expect(ranges(after(pieces, resize(600 * MIB)))).toEqual(['512-768', '1024-1280', '0-88']);
    // Behind its last range that is made longer; anywhere else it is a range more.
    expect(ranges(after(pieces, resize(GIB)))).toEqual(['512-768', '1024-1280', '0-512']);
    expect(ranges(after(pieces, resize(2 * GIB)))).toEqual(['512-768', '1024-1280', '0-512', '768-1024', '1280-2048']);
    expect(ranges(after(emptied, map(at(256, 512)), resize(768 * MIB)))).toEqual(['256-512', '0-256', '512-768']);
  });

  it('is refused by its text, its alignment, a driver, and what is free, in this order', () => {
    for (const value of ['', 'garbage', '-1', '1 ']) expect(errnos(after(HALF, bindTo()), resize(value))).toEqual(['EINVAL']);
    expect(errnos(after(HALF), resize('18446744073709551616000'))).toEqual(['ERANGE']);
    expect(errnos(after(HALF, bindTo()), resize(4096))).toEqual(['EINVAL']);
    expect(errnos(after(HALF, bindTo()), resize(4 * GIB))).toEqual(['EBUSY']);
    // Its own size again as well.
    expect(errnos(after(HALF, bindTo()), resize(GIB))).toEqual(['EBUSY']);
    expect(errnos(after(HALF), resize(2 * GIB + 2 * MIB))).toEqual(['ENOSPC']);
    expect(errnos(after(HALF), resize('0x80000000\n'))).toEqual(['OK']);
  });

  it('cannot be written where its driver says what devices there are; nor is there anything else then', () => {
    for (const world of [after({}), after({}, bindTo())]) {
      expect(errnos(world, resize('garbage'))).toEqual(['EACCES']);
      for (const operation of [map(at(0, 2)), ofRegion('create'), ofRegion('delete', 'dax0.0'), resize(0, 'dax9.0')]) expect(errnos(world, operation)).toEqual(['ENOENT']);
    }
  });
});

describe('a mapping', () => {
  it('is a range more, wherever that begins, and none where its length is not aligned, or it has none', () => {
    expect(ranges(after(HALF, map(at(1025, 1153))))).toEqual(['0-1024', '1025-1153']);
    const same = after(HALF);
    for (const [range, errno] of [[at(1024, 1025), 'ENXIO'], [at(1024, 1024), 'EBUSY'], [at(1536, 1024), 'ENOMEM']] as const) {
      expect(predict(same, map(range))).toEqual([{ errno, world: same, calls: [] }]);
    }
    expect(errnos(after(same, resize(0)), map(at(1024, 1024)))).toEqual(['OK']);
  });

  it('is not what another device, or itself, has, nor what is beyond the region', () => {
    const world = after(HALF, resize(512 * MIB), ofRegion('create'), map(at(512, 640), 'dax0.1'));
    for (const [start, end] of [[0, 128], [510, 512], [638, 640], [600, 728], [1920, 2050], [2048, 2050]] as const) expect(errnos(world, map(at(start, end)))).toEqual(['ENOMEM']);
    for (const value of ['', 'garbage', '1000', '1-2-3', 'x-y', '-']) expect(errnos(world, map(value))).toEqual(['EINVAL']);
  });
});

describe('a region', () => {
  it('makes a device of the lowest free number, without memory and with the attribute off, as long as there is memory for one', () => {
    const two = after(HALF, ofRegion('create'), ofRegion('create', '0x1\n'));
    expect([...two.devices.keys()]).toEqual(['dax0.0', 'dax0.1', 'dax0.2']);
    expect([...after(two, ofRegion('delete', 'dax0.1'), ofRegion('create')).devices.keys()]).toEqual(['dax0.0', 'dax0.2', 'dax0.1']);
    expect(errnos(two, bindTo('dax0.1'))).toEqual(['ENXIO']);
    for (const value of ['0', '2', '', 'garbage', '-1']) expect(errnos(two, ofRegion('create', value))).toEqual(['EINVAL']);
    expect(errnos(after(HALF, resize(2 * GIB)), ofRegion('create'))).toEqual(['ENOSPC']);
  });

  it('does away with what has neither memory nor driver, and never with the first', () => {
    const made = after(HALF, ofRegion('create'));
    expect([...after(made, ofRegion('delete', 'dax0.1\n')).devices.keys()]).toEqual(['dax0.0']);
    for (const value of ['dax0.9', 'garbage', '', 'dax0.1\n\n']) expect(errnos(made, ofRegion('delete', value))).toEqual(['ENXIO']);
    expect(errnos(after(made, map(at(1024, 1152), 'dax0.1')), ofRegion('delete', 'dax0.1'))).toEqual(['EBUSY']);
    expect(errnos(after(made, resize(0)), ofRegion('delete', 'dax0.0'))).toEqual(['EBUSY']);
  });

  it('of memory that an unbind left behind another device may have: what kmem has reserved it cannot add', () => {
    const stuck = after(HALF, bindTo(), state(32, 'online_movable'), unbindFrom(), ofRegion('create'), resize(0), map(at(0, 256), 'dax0.1'));
    expect(errnos(stuck, bindTo('dax0.1'))).toEqual(['EBUSY']);
    const beside = after(stuck, resize(0, 'dax0.1'), map(at(1024, 1152), 'dax0.1'), map(at(0, 256), 'dax0.1'), bindTo('dax0.1'));
    expect(beside.added.map(({ device }) => device)).toEqual(['dax0.0', 'dax0.1']);
  });

  it('never has memory twice, and of what it has not given away as much as it says', () => {
    const operation = fc.oneof(
      fc.record({ kind: fc.constant('write-dax-size' as const), device: fc.constantFrom('dax0.0', 'dax0.1', 'dax0.2'), value: fc.nat(18).map((count) => String(count * 128 * MIB)) }),
      fc.record({ kind: fc.constant('write-dax-mapping' as const), device: fc.constantFrom('dax0.0', 'dax0.1'), value: fc.tuple(fc.nat(2048), fc.integer({ min: 1, max: 512 })).map(([start, size]) => at(start, start + size)) }),
      fc.constantFrom(ofRegion('create'), ofRegion('delete', 'dax0.1'), ofRegion('delete', 'dax0.2'), bindTo(), bindTo('dax0.1'), unbindFrom(), unbindFrom('dax0.1'), ask('unplugged')),
    );
    fc.assert(fc.property(fc.array(operation, { maxLength: 30 }), (operations) => {
      const world = operations.reduce((before, one) => predict(before, one)[0]?.world ?? before, after({ ...HALF, release: '7.3.4' }));
      const all = [...world.devices.values()].flatMap((device) => device.ranges).toSorted((one, other) => one.start - other.start);
      for (const [place, { start, end }] of all.entries()) {
        expect(start).toBeGreaterThanOrEqual(all[place - 1]?.end ?? 4 * GIB);
        expect(end).toBeLessThanOrEqual(6 * GIB);
      }
      const region = regionOf(world, 'dax0.0');
      expect(region && available(world, region)).toBe(2 * GIB - all.reduce((sum, { start, end }) => sum + end - start, 0));
    }));
  });
});
