/** /proc/zoneinfo: present, managed and spanned pages of every zone of every online node (SEMANTICS 4.2, 5; I1, I2, I4, I5, I12). */
import { ZONE_NAMES, type Observation, type ZoneName } from '../observation.ts';
import type { NodeId } from '../units.ts';
import { lostPages, managedPages, type World } from '../world.ts';
import { zoneSpan } from '../zones.ts';
import { heldPages } from './held.ts';
import type { Expectation, FactValue, Observable } from './observable.ts';

export const zones: Observable = {
  observed: (observation: Observation) => observation.zones.flatMap((zone): [string, FactValue][] => [
    [fact(zone.node, zone.zone, 'present'), zone.present],
    [fact(zone.node, zone.zone, 'managed'), zone.managed],
    [fact(zone.node, zone.zone, 'spanned'), zone.spanned],
    [fact(zone.node, zone.zone, 'start_pfn'), zone.startPfn ?? 0],
    [fact(zone.node, zone.zone, 'free'), zone.free + zone.perCpuFree + heldPages(observation, ({ node, zone: name }) => node === zone.node && name === zone.zone)],
  ]),
  expected: (world: World) => [...world.nodes].flatMap((node) => zoneNames(world).flatMap((zone) => expected(world, node, zone))),
};

export function zoneManaged(world: World, node: NodeId, zone: ZoneName): number {
  let sum: number = base(world, node, zone)?.managed ?? 0;
  for (const block of world.blocks.values()) if (block.node === node && block.zone === zone) sum += managedPages(world.constants, block);
  return sum;
}

export function zonePresent(world: World, node: NodeId, zone: ZoneName): number {
  let sum: number = base(world, node, zone)?.present ?? 0;
  for (const block of world.blocks.values()) if (block.node === node && block.zone === zone) sum += world.constants.blockPages;
  return sum;
}

/** The zones this kernel's configuration has: zoneinfo prints all of them for every online node. */
export function zoneNames(world: World): readonly ZoneName[] {
  return ZONE_NAMES.filter((name) => world.constants.start.zones.some((zone) => zone.zone === name));
}

function expected(world: World, node: NodeId, zone: ZoneName): [string, Expectation][] {
  const span = zoneSpan(world, node, zone);
  const present = zonePresent(world, node, zone);
  const managed = zoneManaged(world, node, zone);
  return [
    [fact(node, zone, 'present'), present],
    [fact(node, zone, 'managed'), managed],
    [fact(node, zone, 'spanned'), span.end - span.start],
    // zoneinfo ends early for a zone without present pages.
    [fact(node, zone, 'start_pfn'), present > 0 ? span.start : 0],
    [fact(node, zone, 'free'), freePages(world, node, zone, managed)],
  ];
}

/** A Movable zone of hot-added blocks alone: nothing lives there unless ordinary memory has run out. */
export const isFresh = (world: World, node: NodeId, zone: ZoneName): boolean => zone === 'Movable' && (base(world, node, zone)?.present ?? 0) === 0;

function freePages(world: World, node: NodeId, zone: ZoneName, managed: number): Expectation {
  if (managed === 0) return 0;
  // Boot zones and kernel zones give and take pages at any time; of them all, see free memory.
  if (!isFresh(world, node, zone)) return { least: 0, most: managed };
  const blocks = [...world.blocks.values()].filter((block) => block.node === node && block.zone === zone);
  return blocks.reduce((free, block) => free - lostPages(world.constants, block).length, managed);
}

const base = (world: World, node: NodeId, zone: ZoneName) => world.constants.start.zones.find((candidate) => candidate.node === node && candidate.zone === zone);

const fact = (node: NodeId, zone: ZoneName, what: string): string => `node${node}/${zone}/${what}`;
