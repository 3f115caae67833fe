import { describe, expect, it } from 'vitest';
import { after, bindTo, errnos, nameTo, state, unbindFrom } from '../../testing/worlds.ts';
import { GIB } from '../units.ts';
import { predict } from '../predict.ts';
import { bindsToDeviceDax } from './driver-ids.ts';

const TWO = { devices: [{ name: 'dax0.0', start: 4 * GIB, end: 5 * GIB }, { name: 'dax1.0', start: 6 * GIB, end: 7 * GIB }] } as const;
const PMEM = { devices: [{ name: 'dax0.0', start: 4 * GIB, end: 5 * GIB, origin: 'pmem' }] } as const;
const bound = (world: ReturnType<typeof after>) => [...world.devices.values()].filter((device) => device.bound).map(({ name }) => name);

describe('new_id', () => {
  it('binds every device that is bound to nothing and matches, whichever was named, as a bind of each would', () => {
    const world = after(TWO, nameTo('new_id', 'dax9.0'));
    expect(bound(world)).toEqual(['dax0.0', 'dax1.0']);
    expect([...world.blocks.keys()]).toEqual([...after(TWO, bindTo('dax0.0'), bindTo('dax1.0')).blocks.keys()]);
    expect(predict(after(TWO), nameTo('new_id'))[0]?.calls).toEqual([...predict(after(TWO), bindTo())[0]?.calls ?? [], ...predict(after(TWO, bindTo()), bindTo('dax1.0'))[0]?.calls ?? []]);
  });

  it('is OK where a bind fails, is done already, or is of no device at all', () => {
    const stuck = after({}, bindTo(), state(32, 'online_movable'), unbindFrom());
    expect([errnos(stuck, bindTo()), errnos(stuck, nameTo('new_id'))]).toEqual([['EBUSY'], ['OK']]);
    expect(bound(after(stuck, nameTo('new_id')))).toEqual([]);
    const done = after({}, bindTo());
    expect(after(done, nameTo('new_id'))).toBe(done);
  });

  it.each(['', 'dax0', 'dax0.', 'dax00.0', 'dax0.0 ', ' dax0.0', 'dax0.0x', 'dax0.0\n\n', 'dax0.-0', 'kmem'])('refuses what is no name: %j', (value) => {
    for (const file of ['new_id', 'remove_id'] as const) expect(errnos(after({}), nameTo(file, value))).toEqual(['EINVAL']);
  });

  it.each(['dax0.0', 'dax0.0\n', 'dax12.345', 'dax-1.0'])('takes a name, whether or not there is such a device: %j', (value) => {
    for (const file of ['new_id', 'remove_id'] as const) expect(errnos(after({}), nameTo(file, value))).toEqual(['OK']);
  });

  it('of device_dax binds what is free, which nothing here follows', () => {
    const wish = { kind: 'write-id', driver: 'device_dax', file: 'new_id', value: 'dax0.0' } as const;
    expect(bindsToDeviceDax(after({}), wish)).toBe(true);
    expect(bindsToDeviceDax(after({}, bindTo()), wish)).toBe(false);
    expect(bindsToDeviceDax(after(TWO, bindTo()), wish)).toBe(true);
    expect(bindsToDeviceDax(after({}), { ...wish, value: 'garbage' })).toBe(false);
    expect(bindsToDeviceDax(after({}, nameTo('remove_id', 'dax0.0', 'device_dax')), { ...wish, value: 'dax7.0' })).toBe(false);
  });
});

describe('remove_id', () => {
  it('takes a device of pmem from kmem, for which it is by nothing but its name, until it is named again', () => {
    const unnamed = after(PMEM, nameTo('remove_id'));
    expect(errnos(unnamed, bindTo())).toEqual(['ENODEV']);
    expect(bound(after(unnamed, nameTo('new_id', 'dax9.0')))).toEqual([]);
    expect(bound(after(unnamed, nameTo('new_id')))).toEqual(['dax0.0']);
  });

  it('changes nothing for a device that kmem is for, and unbinds none', () => {
    expect(errnos(after({}, nameTo('remove_id')), bindTo())).toEqual(['OK']);
    expect(bound(after(PMEM, bindTo(), nameTo('remove_id')))).toEqual(['dax0.0']);
  });
});
