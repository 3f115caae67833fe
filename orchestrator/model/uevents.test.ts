import { describe, expect, it } from 'vitest';
import { after, ask, attribute, bindTo, state, unbindFrom } from '../testing/worlds.ts';
import { heard, uevents } from './uevents.ts';
import type { World } from './world.ts';

const told = (before: World, now: World) => [...uevents(before, now)];
const start = after({ attribute: '1', devices: [{ name: 'dax0.0', start: 4 * 2 ** 30, end: 4 * 2 ** 30 + 2 ** 28 }] });
const bound = after(start, bindTo());

describe('udev is told', () => {
  it('of blocks and the node that are added and removed', () => {
    expect(told(start, bound)).toEqual([['memory32', 'add'], ['memory33', 'add'], ['node1', 'add']]);
    expect(told(bound, after(bound, unbindFrom()))).toEqual([['memory32', 'remove'], ['memory33', 'remove'], ['node1', 'remove']]);
  });

  it('of blocks that go online and offline, with the add as well', () => {
    const online = after(bound, state(33, 'online_movable'));
    expect(told(bound, online)).toEqual([['memory33', 'online']]);
    expect(told(online, after(online, state(33, 'offline')))).toEqual([['memory33', 'offline']]);
    const automatic = after({ autoOnline: 'online' });
    expect(told(automatic, after(automatic, bindTo()))[0]).toEqual(['memory32', 'add online']);
  });

  it('of a block that goes while it is online, offline before it is removed', () => {
    const newer = after({ release: '7.3.4', attribute: '1' }, bindTo(), state(33, 'online_movable'));
    expect(told(newer, after(newer, ask('unplugged')))).toEqual(expect.arrayContaining([['memory32', 'remove'], ['memory33', 'offline remove']]));
  });

  it('of nothing that did not happen', () => {
    expect(told(bound, bound)).toEqual([]);
    expect(told(start, after(start, attribute('0')))).toEqual([]);
  });
});

it('what was heard is told by object, however objects take turns; a node that came and went was none, a block is', () => {
  const events = ['add@node1', 'add@memory32', 'add@memory33', 'online@memory32', 'add@node2', 'remove@node2', 'add@memory34', 'remove@memory34'];
  expect([...heard(events)]).toEqual([['node1', 'add'], ['memory32', 'add online'], ['memory33', 'add'], ['memory34', 'add remove']]);
});
