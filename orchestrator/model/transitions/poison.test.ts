import { describe, expect, it } from 'vitest';
import { after, attribute, bindTo, errnos, poison, state, unbindFrom } from '../../testing/worlds.ts';
import { expectedFacts } from '../observables/all.ts';
import { predict } from '../predict.ts';
import type { World } from '../world.ts';

const fact = (world: World, name: string) => expectedFacts(world).get(name);

describe('a poisoned page', () => {
  const online = after({ faults: true }, bindTo(), state(32, 'online_movable'), state(33, 'online_movable'));
  const poisoned = after(online, poison(32, 20_000));

  it('is no longer free, and still managed', () => {
    expect(fact(online, 'node1/Movable/free')).toBe(65_536);
    expect(fact(poisoned, 'node1/Movable/free')).toBe(65_535);
    expect(fact(poisoned, 'node1/Movable/managed')).toBe(65_536);
    expect(fact(poisoned, 'MemTotal')).toBe(fact(online, 'MemTotal'));
    expect(fact(poisoned, 'HardwareCorrupted')).toBe(4);
  });

  it('is split out of the free block around it', () => {
    expect(fact(online, 'node1/Movable/buddy')).toBe('0 0 0 0 0 0 0 0 0 0 64');
    expect(fact(poisoned, 'node1/Movable/buddy')).toBe('1 1 1 1 1 1 1 1 1 1 63');
    // Its neighbour was the free block of order 0.
    expect(fact(after(poisoned, poison(32, 20_001)), 'node1/Movable/buddy')).toBe('0 1 1 1 1 1 1 1 1 1 63');
    expect(fact(after(poisoned, poison(33, 32_767)), 'node1/Movable/buddy')).toBe('2 2 2 2 2 2 2 2 2 2 62');
  });

  it('lets its block go offline and not online again, and stays on the books', () => {
    const offline = after(poisoned, state(32, 'offline'));
    expect(fact(offline, 'node1/Movable/free')).toBe(32_768);
    expect(fact(offline, 'HardwareCorrupted')).toBe(4);
    for (const type of ['online', 'online_kernel', 'online_movable']) expect(errnos(offline, state(32, type))).toEqual(['EHWPOISON']);
    expect(predict(offline, state(32, 'online'))).toMatchObject([{ calls: [], world: offline }]);
  });

  it('is forgotten with its block', () => {
    const again = after(poisoned, state(32, 'offline'), state(33, 'offline'), unbindFrom(), bindTo());
    expect(fact(again, 'HardwareCorrupted')).toBe(0);
    expect(errnos(again, state(32, 'online_movable'))).toEqual(['OK']);
  });

  it('cannot be poisoned twice, nor offline, nor where there is no block', () => {
    expect(errnos(poisoned, poison(32, 20_000))).toEqual(['EHWPOISON']);
    expect(errnos(online, poison(34, 1))).toEqual(['ENXIO']);
    expect(errnos(online, poison(99, 1))).toEqual(['ENXIO']);
    expect(errnos(after({}, bindTo(), state(32, 'online_movable')), poison(32, 1))).toEqual(['ENOENT']);
  });

  it('of a kernel zone may be in use', () => {
    expect(errnos(after({ faults: true }, bindTo(), state(32, 'online_kernel')), poison(32, 20_000))).toEqual(['OK', 'EBUSY']);
  });

  it('that holds memmap cannot be given up, and counts all the same', () => {
    const on = after({ faults: true }, attribute('1'), bindTo(), state(32, 'online_movable'));
    const [outcome] = predict(on, poison(32, 511));
    expect(outcome?.errno).toBe('EBUSY');
    const world = outcome?.world ?? on;
    expect(fact(world, 'HardwareCorrupted')).toBe(4);
    expect(fact(world, 'node1/Movable/free')).toBe(fact(on, 'node1/Movable/free'));
    expect(fact(world, 'memory32/self_hosted_pages')).toEqual({ ifSeen: 511 });
    expect(errnos(after(world, state(32, 'offline')), state(32, 'online'))).toEqual(['EHWPOISON']);
  });
});
