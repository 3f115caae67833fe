import { describe, expect, it } from 'vitest';
import { after, bindTo, errnos, state, unbindFrom } from '../../testing/worlds.ts';
import { start } from '../../testing/start.ts';
import { begin } from '../start.ts';
import { bytes, GIB } from '../units.ts';
import { expectedFacts } from '../observables/all.ts';

describe('unbind', () => {
  it('removes every block, range and the node when nothing is online', () => {
    const world = after({}, bindTo(), unbindFrom());
    expect(world.blocks.size).toBe(0);
    expect(world.added).toEqual([]);
    expect([...world.nodes]).toEqual([0]);
  });

  it('keeps the whole range when one block of it is online, and succeeds all the same (I22)', () => {
    const world = after({}, bindTo(), state(35, 'online_movable'), unbindFrom());
    expect(world.blocks.size).toBe(8);
    expect(expectedFacts(world).get('dax0.0/driver')).toBe('none');
    expect(expectedFacts(world).get('iomem/100000000-13fffffff System RAM (kmem)')).toBe(2);
    expect([...world.nodes]).toEqual([0, 1]);
  });

  it('lets the leftover blocks go offline and online, and cannot be repeated', () => {
    const stuck = after({}, bindTo(), state(35, 'online_movable'), unbindFrom());
    expect(errnos(stuck, unbindFrom())).toEqual(['ENODEV']);
    expect(errnos(stuck, state(35, 'offline'))).toEqual(['OK']);
    expect(after(stuck, state(35, 'offline')).blocks.size).toBe(8);
  });

  it('does not remove what an earlier binding left, even when all of it is offline by now', () => {
    const observation = start();
    const [device] = observation.dax;
    const range = (first: number, end: number) => ({ start: bytes(first * GIB), end: bytes(end * GIB - 1) });
    const two = begin({ ...observation, dax: device ? [{ ...device, mappings: [range(4, 5), range(6, 7)] }] : [] });
    // The first range goes, the second stays; bound again, kmem adds the first and cannot reserve the second.
    const again = after(two, bindTo(), state(48, 'online_movable'), unbindFrom(), state(48, 'offline'), bindTo());
    expect(again.blocks.size).toBe(16);
    const left = after(again, unbindFrom());
    expect(left.added).toMatchObject([{ start: 6 * GIB, end: 7 * GIB }]);
    expect(left.blocks.size).toBe(8);
  });

  it('is ENODEV for what is not bound', () => {
    expect(errnos(after({}), unbindFrom())).toEqual(['ENODEV']);
    expect(errnos(after({}), unbindFrom('dax9.0'))).toEqual(['ENODEV']);
  });
});
