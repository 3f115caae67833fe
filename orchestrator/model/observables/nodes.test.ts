import { describe, expect, it } from 'vitest';
import { differences } from '../../judge/differences.ts';
import { seen } from '../../testing/seen.ts';
import { start } from '../../testing/start.ts';
import { after, bindTo, state, unbindFrom } from '../../testing/worlds.ts';
import type { Observation } from '../observation.ts';
import { begin } from '../start.ts';
import type { World } from '../world.ts';
import { expectedFacts, observedFacts } from './all.ts';

/** Of a guest whose node 0 has access classes or not, nothing being known of others that come. */
const told = (accessClasses: boolean | undefined): World => {
  const guest = start();
  return begin({ ...guest, nodes: guest.nodes.map((node) => ({ ...node, accessClasses })) });
};
/** What differs where each node of the world has them, or none has but node 0. */
const differing = (world: World, has: boolean | undefined): readonly string[] => {
  const observation: Observation = { ...seen(world), nodes: seen(world).nodes.map((node) => ({ ...node, accessClasses: node.node === 0 ? world.constants.start.nodes[0]?.accessClasses : has })) };
  return differences(expectedFacts(world), observedFacts(observation)).map(({ fact }) => fact);
};

describe('access classes of a node', () => {
  const online = [bindTo(), state(32, 'online_movable')] as const;

  it('are there whenever it has memory, where the firmware tells of them', () => {
    for (const world of [after(told(true), ...online), after(told(true), ...online, state(32, 'offline'), unbindFrom(), ...online)]) {
      expect([differing(world, true), differing(world, false)]).toEqual([[], ['node1/access0']]);
    }
  });

  it('may stay when its memory goes offline, and need not come before it has some', () => {
    for (const world of [after(told(true), bindTo()), after(told(true), ...online, state(32, 'offline'))]) expect([differing(world, true), differing(world, false)]).toEqual([[], []]);
  });

  it('are of no matter where the firmware tells of none, or they were not looked at', () => {
    expect([true, false, undefined].map((has) => differing(after(told(false), ...online), has))).toEqual([[], [], []]);
    expect(differing(after(told(undefined), ...online), undefined)).toEqual([]);
    expect(differing(after(told(true), ...online), undefined)).toEqual([]);
  });
});
