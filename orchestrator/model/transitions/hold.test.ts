import { describe, expect, it } from 'vitest';
import { after, attribute, bindTo, errnos, fill, inject, pin, poison, RELEASE, state, unplug, plug, ask } from '../../testing/worlds.ts';
import { expectedFacts } from '../observables/all.ts';
import type { Operation } from '../operation.ts';
import { predict } from '../predict.ts';
import { nodeId } from '../units.ts';
import type { World } from '../world.ts';
import { most, obstacle } from './hold.ts';

const fact = (world: World, name: string) => expectedFacts(world).get(name);
const bound = after({ faults: true }, attribute('1'), bindTo());
const online = after(bound, state(32, 'online_movable'), state(33, 'online_movable'));
const facts = (world: World) => [...expectedFacts(world)].filter(([name]) => !/^held\/|^free memory of the boot nodes|buddy$|flags$|counted$/.test(name));

describe('memory that is written to and kept', () => {
  const filled = after(online, fill(16));

  it('is told as much as it is, unchanged, and changes nothing else', () => {
    expect([fact(filled, 'held/pages'), fact(filled, 'held/pages_changed')]).toEqual([4096, 0]);
    expect(fact(after(filled, fill(4)), 'held/pages')).toBe(5120);
    expect(facts(filled)).toEqual(facts(online));
    expect(fact(online, 'held/pages')).toBeUndefined();
  });

  it('takes page tables of ordinary memory, a page for 512', () => {
    const least = (world: World): number => (fact(world, 'free memory of the boot nodes (KiB)') as { readonly least: number }).least;
    expect(least(online) - least(filled)).toBe(4 * 8);
    expect(least(after(filled, RELEASE))).toBe(least(online));
  });

  it('is in nobody\'s way: its blocks go offline', () => {
    expect(errnos(filled, state(32, 'offline'))).toEqual(['OK']);
    expect(fact(after(filled, state(32, 'offline'), state(33, 'offline')), 'held/pages')).toBe(4096);
  });

  it('leaves open how what is free is split, until nothing of the zone is left', () => {
    const OPEN = { open: expect.any(String) as string };
    expect(fact(online, 'node1/Movable/buddy')).toBe('0 0 0 0 0 0 0 0 0 2 62');
    expect([fact(filled, 'node1/Movable/buddy'), fact(filled, 'memory32/page_flags')]).toMatchObject([OPEN, OPEN]);
    const released = after(filled, RELEASE);
    expect(fact(released, 'node1/Movable/buddy')).toMatchObject(OPEN);
    const again = after(released, state(32, 'offline'), state(33, 'offline'), state(33, 'online_movable'));
    expect(fact(again, 'node1/Movable/buddy')).toBe('0 0 0 0 0 0 0 0 0 1 31');
  });

  it('is refused of a node without memory, and not asked for where there may be no room', () => {
    expect(errnos(bound, fill(1))).toEqual(['EINVAL']);
    expect(errnos(online, fill(1, 3))).toEqual(['EINVAL']);
    expect(obstacle(online, fill(252))).toMatch(/^node 1 has room for 60480 pages more, not for 64512/);
    expect(obstacle(online, { kind: 'fill', node: nodeId(1), pages: most(online, nodeId(1)) })).toBeUndefined();
    expect(obstacle(after(bound, state(32, 'online_kernel')), fill(1))).toMatch(/no Movable zone/);
  });

  it('is not moved to where there is no room for it', () => {
    const small = after({ devices: [{ name: 'dax0.0', start: 4 * 2 ** 30, end: 8 * 2 ** 30 }] }, attribute('1'), bindTo(), ...Array.from({ length: 32 }, (_, place) => state(32 + place, 'online_movable')));
    expect(obstacle(small, { kind: 'fill', node: nodeId(1), pages: most(small, nodeId(1)) })).toBeUndefined();
    expect(obstacle(small, fill(3000))).toMatch(/^ordinary memory has room for/);
  });
});

describe('a page that a pipe holds', () => {
  const pinned = after(online, pin(32));

  it('keeps its block online until a signal comes, and no other', () => {
    const [outcome, ...others] = predict(pinned, state(32, 'offline'));
    expect([outcome?.errno, outcome?.world, others]).toEqual(['EINTR', pinned, []]);
    expect(outcome?.calls).toEqual([{ fn: 'offline_pages', first: 32 * 32_768 + 512, count: 32_256 }]);
    expect(errnos(pinned, state(33, 'offline'))).toEqual(['OK']);
    expect(errnos(after(pinned, RELEASE), state(32, 'offline'))).toEqual(['OK']);
  });

  it('comes after the notifier, which is asked first', () => {
    expect(errnos(after(pinned, inject('MEM_GOING_OFFLINE', 'EIO')), state(32, 'offline'))).toEqual(['EIO']);
  });

  it('is looked for only where it is certain to be found', () => {
    expect(obstacle(online, pin(34))).toMatch(/memory34 is not online in zone Movable/);
    expect(obstacle(after(online, fill(120)), pin(32))).toMatch(/none of memory32 may be left/);
  });

  it('is not waited for by what nobody can interrupt, nor by several at once', () => {
    const together: Operation = { kind: 'together', operations: [state(33, 'offline'), state(32, 'offline')] as never };
    expect(obstacle(pinned, together)).toMatch(/memory32 may be pinned/);
    const dimm = after({ devices: [] }, plug(), state(32, 'online_movable'), pin(32));
    expect(obstacle(dimm, unplug())).toMatch(/pinned/);
    expect(obstacle(after({ release: '7.3.4' }, bindTo(), state(32, 'online_movable'), pin(32)), ask('unplugged'))).toMatch(/pinned/);
    expect(errnos(dimm, unplug())).toEqual(['ENOENT']);
  });
});

it('a page that is pinned for long is moved away first', () => {
  const pinned = after(online, state(39, 'online_kernel'), pin(32, 'long-term'));
  expect(errnos(pinned, state(32, 'offline'))).toEqual(['OK']);
  // To a kernel zone, whichever.
  expect(errnos(pinned, state(39, 'offline'))).toEqual(['OK', 'EBUSY', 'EINTR']);
  expect(errnos(after(pinned, inject('MEM_GOING_OFFLINE', 'EIO')), state(39, 'offline'))).toEqual(['EIO', 'EBUSY']);
  expect(errnos(after(pinned, RELEASE), state(39, 'offline'))).toEqual(['OK', 'EBUSY']);
});

it('a page that is pinned for long is in the way of nobody but who asks a kernel zone', () => {
  const movable = after({ release: '7.3.4' }, bindTo(), state(32, 'online_movable'), pin(32, 'long-term'));
  expect(obstacle(movable, ask('unplugged'))).toBeUndefined();
  expect(obstacle(after(movable, state(39, 'online_kernel')), ask('unplugged'))).toMatch(/pinned/);
});

it('a page that may be held is not poisoned', () => {
  expect(obstacle(after(online, fill(1)), poison(32, 20_000))).toMatch(/kills/);
  expect(obstacle(after(online, fill(1), RELEASE), poison(32, 20_000))).toBeUndefined();
});
