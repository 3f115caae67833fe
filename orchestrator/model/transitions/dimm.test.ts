import { describe, expect, it } from 'vitest';
import { after, inject, plug, poison, state, unplug } from '../../testing/worlds.ts';
import { expectedFacts } from '../observables/all.ts';
import type { Operation } from '../operation.ts';
import { predict } from '../predict.ts';
import { GIB, MIB } from '../units.ts';
import type { World } from '../world.ts';
import type { ImaginedGuest } from '../../testing/start.ts';

const NO_DAX: ImaginedGuest = { devices: [] };
const plugged = (guest: ImaginedGuest = {}): World => after({ ...NO_DAX, ...guest }, plug());
const fact = (world: World, name: string) => expectedFacts(world).get(name);
const outcomes = (world: World, operation: Operation) => predict(world, operation).map(({ errno, open }) => [errno, open]);

describe('a DIMM that is plugged in', () => {
  it('is ordinary memory of its node, with its memmap on it though nobody asked', () => {
    const world = plugged();
    expect(world.blocks.size).toBe(8);
    expect(fact(world, 'memory32/state')).toBe('offline');
    expect(fact(world, 'node/online')).toBe('0,1');
    expect(fact(world, 'iomem/100000000-13fffffff System RAM')).toBe(0);
    expect(fact(world, 'MemTotal')).toBe(fact(after(NO_DAX), 'MemTotal'));
    expect(Number(fact(after(world, state(32, 'online_movable')), 'MemTotal')) - Number(fact(world, 'MemTotal'))).toBe(129024);
  });

  it('is added block by block, not through kmem', () => {
    const [outcome] = predict(after(NO_DAX), plug());
    expect(outcome?.calls.filter(({ fn }) => fn === 'arch_add_memory')).toHaveLength(8);
    expect(outcome?.calls[0]).toMatchObject({ fn: 'arch_add_memory', altmap: { free: 512 } });
  });

  it.each([
    ['the parameter is off', { parameter: 'N' }, GIB, 0],
    ['it is one block of an old kernel', { release: '6.1.0-50-amd64' }, 128 * MIB, 512],
    ['it is several of an old kernel', { release: '6.1.0-50-amd64' }, GIB, 0],
  ])('has so many pages of memmap on each block where %s', (_when, guest, size, vmemmap) => {
    const world = after({ ...NO_DAX, attribute: undefined, ...guest }, plug(4 * GIB, size));
    expect(new Set([...world.blocks.values()].map((block) => block.vmemmap))).toEqual(new Set([vmemmap]));
  });

  it('goes online where that is the policy', () => {
    expect([...plugged({ autoOnline: 'online_movable' }).blocks.values()].map(({ zone }) => zone)).toEqual(Array(8).fill('Movable'));
  });

  it('is not plugged in twice', () => {
    expect(outcomes(plugged(), plug())).toEqual([['EEXIST', undefined]]);
  });
});

describe('a DIMM whose add fails', () => {
  const under = (fn: string, call = 1): Operation => ({ ...plug(), fault: { in: fn, at: { call }, does: { kind: 'fail', errno: 'ENOMEM' } } }) as Operation;
  const failed = (fn: string, call?: number) => predict(after(NO_DAX), under(fn, call))[0] ?? expect.fail('no outcome');

  it('is said to be there, and nothing of it is: what was added is taken back, with its altmaps', () => {
    const { errno, world, calls, passing } = failed('create_memory_block_devices', 3);
    expect(errno).toBe('OK');
    expect([world.added, [...world.blocks.keys()], [...world.idleDimms], passing]).toEqual([[], [], ['dimm0'], [32, 33]]);
    expect(expectedFacts({ ...world, highest: after(NO_DAX).highest })).toEqual(expectedFacts(after(NO_DAX)));
    const torn = calls.filter(({ fn }) => fn === 'arch_remove_memory');
    expect(torn.map((call) => ('altmap' in call ? call.altmap?.base : undefined))).toEqual([0x110000, 0x100000, 0x108000]);
  });

  it.each(['memory_group_register_static', 'add_memory_resource'])('comes to no call where %s does', (fn) => {
    expect(failed(fn)).toMatchObject({ errno: 'OK', calls: [], world: { added: [] } });
  });

  it('is added all the same where its fault is on the way of kmem', () => {
    expect(failed('add_memory_driver_managed').world.blocks.size).toBe(8);
  });

  it('goes when it is asked back, and then may be plugged in again', () => {
    const { world } = failed('arch_add_memory', 8);
    expect(outcomes(world, plug())).toEqual([['EEXIST', undefined]]);
    const [gone] = predict(world, unplug());
    expect(gone).toMatchObject({ errno: 'OK', calls: [] });
    expect(predict(gone?.world ?? world, plug())[0]?.world.blocks.size).toBe(8);
  });
});

describe('a DIMM that is asked back', () => {
  it('leaves what was there before, its online blocks going offline by themselves', () => {
    const world = after(plugged(), state(33, 'online_movable'), state(36, 'online_movable'));
    const [outcome, ...others] = predict(world, unplug());
    expect(others).toEqual([]);
    // But for where the highest memory ended.
    expect(expectedFacts({ ...outcome?.world ?? world, highest: after(NO_DAX).highest })).toEqual(expectedFacts(after(NO_DAX)));
    expect(outcome?.calls.filter(({ fn }) => fn === 'offline_pages')).toHaveLength(2);
    expect(outcome?.calls.at(-1)).toMatchObject({ fn: 'arch_remove_memory', start: 4 * GIB + 7 * 128 * MIB });
  });

  it('leaves the node to the other one', () => {
    const world = after(NO_DAX, plug(), plug(5 * GIB, GIB, 'dimm1'), unplug());
    expect(fact(world, 'node/online')).toBe('0,1');
    expect([...world.blocks.keys()]).toEqual([40, 41, 42, 43, 44, 45, 46, 47]);
  });

  it('is not there to be asked for', () => {
    expect(outcomes(after(NO_DAX), unplug())).toEqual([['ENODEV', undefined]]);
  });

  it('stays as it is where every block refuses, which is tried twice', () => {
    const world = after(plugged({ faults: true }), state(32, 'online_movable'), state(33, 'online_movable'), inject('MEM_GOING_OFFLINE', 'EIO'));
    const [outcome] = predict(world, unplug());
    expect(outcome).toMatchObject({ errno: 'EBUSY', world });
    expect(outcome?.calls.map((call) => ('first' in call ? call.first : call.fn))).toEqual([0x100200, 0x108200, 0x100200]);
  });

  it('goes although blocks would refuse, where none is online', () => {
    expect(outcomes(after(plugged({ faults: true }), inject('MEM_GOING_OFFLINE', 'EIO')), unplug())).toEqual([['OK', undefined]]);
  });

  it('may stay for a block of a kernel zone: then the others are back online, where `online` puts them', () => {
    const world = after(plugged(), state(32, 'online_kernel'), state(35, 'online_movable'), state(39, 'online_movable'));
    expect(outcomes(world, unplug())).toEqual([['OK', 'unplug-kernel-zone'], ['EBUSY', 'unplug-kernel-zone']]);
    const stays = predict(world, unplug())[1];
    expect(stays).toMatchObject({ calls: [], besides: ['offline_pages', 'mhp_deinit_memmap_on_memory', 'mhp_init_memmap_on_memory', 'online_pages'] });
    expect([32, 35, 39].map((number) => fact(stays?.world ?? world, `memory${number}/valid_zones`))).toEqual(['Normal', 'Normal', 'Normal']);
  });

  it('may stay without the blocks of kernel zones that went and cannot come back, but not without all of them', () => {
    const [first, second] = [state(32, 'online_kernel'), state(33, 'online_kernel')];
    const online = (world: World): readonly string[] => predict(world, unplug()).flatMap(({ errno, world: left }) => (errno === 'EBUSY' ? [[32, 33].filter((number) => left.blocks.get(number as never)?.zone).join(' ')] : []));
    expect(online(after(plugged({ faults: true }), first, second, poison(33, 20000)))).toEqual(['32 33', '32']);
    expect(online(after(plugged({ faults: true }), first, second, poison(32, 20000), poison(33, 20000)))).toEqual(['32 33', '33', '32']);
    expect(online(after(plugged({ faults: true }), first, poison(32, 20000)))).toEqual(['32']);
    expect(online(after(plugged({ faults: true }), first, second, inject('MEM_GOING_ONLINE', 'EIO')))).toEqual(['32 33', '33', '32']);
  });
});
