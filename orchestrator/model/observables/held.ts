/**
 * What a process of the guest holds: as much as it was asked to, with what it wrote (I27). Where it is nobody predicts; so pages that are held count as
 * free ones of the zone that they are in, and free memory is known as exactly as if nothing were held.
 */
import type { Observation, ZoneName } from '../observation.ts';
import type { NodeId } from '../units.ts';
import type { World } from '../world.ts';
import type { Observable } from './observable.ts';

export const held: Observable = {
  observed: ({ held: found }: Observation) => (found ? [
    ['held/pages', found.reduce((sum, { pages }) => sum + pages, 0)], ['held/pages_changed', found.reduce((sum, { changed }) => sum + changed, 0)],
  ] : []),
  expected: ({ held: { pages } }: World) => (pages > 0 ? [['held/pages', pages], ['held/pages_changed', 0]] : []),
};

export interface Place {
  readonly node?: NodeId | undefined;
  /** Undefined of a block of several zones. */
  readonly zone?: ZoneName | undefined;
}

/** How many pages are held where. */
export function heldPages({ held: found = [], blocks }: Pick<Observation, 'held' | 'blocks'>, isThere: (place: Place) => boolean): number {
  const counts = found.flatMap((one) => Object.entries(one.blocks));
  if (counts.length === 0) return 0;
  const places = new Map(blocks.map(({ number, node, validZones: [zone] }) => [String(number), { node, zone: zone as ZoneName | 'none' | undefined }]));
  return counts.reduce((sum, [number, count]) => {
    const { node, zone } = places.get(number) ?? {};
    return isThere({ node, zone: zone === 'none' ? undefined : zone }) ? sum + count : sum;
  }, 0);
}
