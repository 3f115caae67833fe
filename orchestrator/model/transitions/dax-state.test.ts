import { describe, expect, it } from 'vitest';
import { after, ask, attribute, bindTo, errnos, inject, poison, policy, state, unbindFrom } from '../../testing/worlds.ts';
import { predict } from '../predict.ts';
import type { World } from '../world.ts';

const NEW = { release: '7.3.4', faults: true } as const;
const zones = ({ blocks }: World) => [...blocks.values()].map(({ zone }) => zone ?? 'offline');
const asked = (world: World) => world.devices.get('dax0.0')?.state;
const all = (zone: string) => Array<string>(8).fill(zone);

describe('the state of a dax device', () => {
  it('is there while it is bound, and from 7.3 on', () => {
    expect(errnos(after(NEW), ask('unplugged'))).toEqual(['ENOENT']);
    expect(errnos(after({}, bindTo()), ask('unplugged'))).toEqual(['ENOENT']);
    expect(errnos(after(NEW, bindTo(), unbindFrom()), ask('unplugged'))).toEqual(['ENOENT']);
  });

  it.each(['offline', 'offline\n', '', '\n', 'Unplugged', 'unplugged\n\n', ' unplugged', 'garbage'])('cannot be %j, whether or not it is', (value) => {
    for (const world of [after(NEW, bindTo()), after(NEW, bindTo(), ask('unplugged'))]) expect(errnos(world, ask(value))).toEqual(['EINVAL']);
  });

  it('goes out with all blocks and ranges, and comes back as is asked, in whatever state its blocks were', () => {
    const bound = after(NEW, attribute('1'), bindTo(), state(32, 'online_movable'), state(33, 'online_movable'));
    const out = after(bound, ask('unplugged'));
    expect([out.blocks.size, out.added, asked(out)]).toEqual([0, [], 'unplugged']);
    expect(out.nodes).toEqual(after(NEW).nodes);
    expect(zones(after(out, ask('online_movable')))).toEqual(all('Movable'));
    expect(zones(after(out, ask('online_kernel\n')))).toEqual(all('Normal'));
    expect(zones(after(out, policy('auto_online_blocks', 'online_movable'), ask('online')))).toEqual(all('Normal'));
    expect([...after(out, ask('online_movable')).blocks.values()].every(({ vmemmap }) => vmemmap === 512)).toBe(true);
    expect(predict(bound, ask('unplugged'))[0]?.calls.map(({ fn }) => fn).slice(0, 5)).toEqual(['offline_pages', 'mhp_deinit_memmap_on_memory', 'offline_pages', 'mhp_deinit_memmap_on_memory', 'remove_memory_block_devices']);
  });

  it('is asked for again in vain, and for another online type not at all', () => {
    const out = after(NEW, bindTo(), ask('unplugged'));
    expect(after(out, ask('unplugged\n'))).toBe(out);
    const back = after(out, ask('online_movable'));
    expect(after(back, ask('online_movable'))).toBe(back);
    for (const value of ['online', 'online_kernel']) expect(errnos(back, ask(value))).toEqual(['EBUSY']);
    // What a bind left offline is `offline`, which nothing but unplugged leads away from.
    expect(errnos(after(NEW, bindTo()), ask('online'))).toEqual(['EBUSY']);
  });

  it('is still a bound one: the attribute cannot be changed, and it unbinds', () => {
    const out = after(NEW, bindTo(), ask('unplugged'));
    expect([errnos(out, attribute('1')), errnos(out, bindTo()), errnos(out, unbindFrom())]).toEqual([['EBUSY'], ['EBUSY'], ['OK']]);
  });

  it('stays where a block of a kernel zone may, and all that went is back', () => {
    const world = after(NEW, bindTo(), state(32, 'online_movable'), state(33, 'online_kernel'), state(34, 'online_kernel'));
    expect(errnos(world, ask('unplugged'))).toEqual(['OK', 'EBUSY', 'EBUSY']);
    for (const { errno, world: left } of predict(world, ask('unplugged'))) if (errno === 'EBUSY') expect(left).toBe(world);
  });

  it('stays without what cannot come back: a poisoned block, or any while going online is made to fail', () => {
    const world = after(NEW, bindTo(), ...[32, 33, 35].map((block) => state(block, 'online_movable')), state(34, 'online_kernel'), poison(33, 0));
    const left = (from: World) => zones(predict(from, ask('unplugged')).find(({ errno }) => errno === 'EBUSY')?.world ?? from).slice(0, 4);
    expect(left(world)).toEqual(['Movable', 'offline', 'Normal', 'Movable']);
    expect(left(after(world, inject('MEM_GOING_ONLINE', 'EIO')))).toEqual(['offline', 'offline', 'Normal', 'Movable']);
  });

  it('stays where the notifier refuses the first block, which then says why', () => {
    const refused = after(NEW, bindTo(), state(33, 'online_movable'), inject('MEM_GOING_OFFLINE', 'EIO'));
    expect(predict(refused, ask('unplugged'))).toMatchObject([{ errno: 'EIO', world: refused, calls: [{ fn: 'offline_pages' }] }]);
    expect(errnos(after(NEW, bindTo(), state(33, 'online_kernel'), inject('MEM_GOING_OFFLINE', 'EIO')), ask('unplugged'))).toEqual(['EIO', 'EBUSY']);
    expect(errnos(after(NEW, bindTo(), inject('MEM_GOING_OFFLINE', 'EIO')), ask('unplugged'))).toEqual(['OK']);
  });
});
