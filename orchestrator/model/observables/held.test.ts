import { expect, it } from 'vitest';
import { differences } from '../../judge/differences.ts';
import { seen } from '../../testing/seen.ts';
import { after, attribute, bindTo, fill, state } from '../../testing/worlds.ts';
import type { Observation } from '../observation.ts';
import { pages } from '../units.ts';
import { expectedFacts, observedFacts } from './all.ts';
import { heldPages } from './held.ts';

const world = after({}, attribute('1'), bindTo(), state(32, 'online_movable'), fill(4));
const moved = (blocks: Readonly<Record<string, number>>, taken: number, more: Partial<Observation> = {}): Observation => {
  const now = seen(world);
  return {
    ...now, held: now.held?.map((one) => ({ ...one, blocks })), ...more,
    zones: now.zones.map((zone) => {
      if (zone.node === 0) return zone.zone === 'DMA32' ? { ...zone, free: pages(zone.free + Math.min(taken, 1024)) } : zone;
      return zone.zone === 'Movable' ? { ...zone, free: pages(zone.free - taken) } : zone;
    }),
  };
};
const wrong = (observation: Observation) => differences(expectedFacts(world), observedFacts(observation)).map(({ fact }) => fact);

it('counts what is held as free, wherever it is', () => {
  expect(wrong(seen(world))).toEqual([]);
  expect(wrong(moved({ 32: 1024 }, 1024))).toEqual([]);
  expect(wrong(moved({ 32: 1000, 0: 24 }, 1000))).toEqual([]);
});

it('so a page that is lost is missed, and one that is lost of those that are held', () => {
  expect(wrong(moved({ 32: 1024 }, 1025))).toEqual(['node1/Movable/free']);
  const gone = seen(world).held?.map((one) => ({ ...one, pages: pages(1023), changed: 1 }));
  expect(wrong({ ...seen(world), held: gone })).toEqual(['held/pages', 'held/pages_changed']);
});

it('knows blocks of which nobody says the zone', () => {
  const observation = moved({ 0: 3, 32: 5, 90: 7 }, 0);
  expect(heldPages(observation, ({ node }) => node === 0)).toBe(3);
  expect(heldPages(observation, ({ zone }) => zone === 'Movable')).toBe(5);
  expect(heldPages(observation, () => true)).toBe(15);
  expect(heldPages({ ...observation, held: undefined }, () => true)).toBe(0);
});
