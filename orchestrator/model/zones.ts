/** Zones of hot-added memory: their spans, and which zone a block goes online in (SEMANTICS 4.1, 4.2). */
import type { ZoneName } from './observation.ts';
import type { OnlineType } from './operation.ts';
import type { BlockNumber, NodeId } from './units.ts';
import { firstPfn, type HotBlock, type World } from './world.ts';

/** Start (inclusive) and end (exclusive) in pfn; empty when both are 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const KERNEL_ZONES = ['DMA', 'DMA32', 'Normal'] as const satisfies readonly ZoneName[];

/** The hull of the zone's boot span and its online hot-added blocks `[mm/memory_hotplug.c:resize_zone_range, shrink_zone_span]`. */
export function zoneSpan(world: World, node: NodeId, zone: ZoneName): Span {
  const { constants, blocks } = world;
  let start = Infinity;
  let end = 0;
  const base = constants.start.zones.find((candidate) => candidate.node === node && candidate.zone === zone);
  if (base && base.spanned > 0) {
    start = base.startPfn ?? 0;
    end = start + base.spanned;
  }
  for (const block of blocks.values()) {
    if (block.zone !== zone || block.node !== node) continue;
    const first = firstPfn(constants, block.number);
    if (first < start) start = first;
    if (first + constants.blockPages > end) end = first + constants.blockPages;
  }
  return end === 0 ? { start: 0, end: 0 } : { start, end };
}

/** Holes count: the kernel looks at start and span only `[include/linux/mmzone.h:zone_intersects]`. */
function intersects(world: World, node: NodeId, zone: ZoneName, first: number, count: number): boolean {
  const span = zoneSpan(world, node, zone);
  return span.end !== 0 && first < span.end && first + count > span.start;
}

/** `[mm/memory_hotplug.c:default_kernel_zone_for_pfn]` */
function kernelZone(world: World, node: NodeId, first: number, count: number = world.constants.blockPages): ZoneName {
  if (intersects(world, node, 'DMA', first, count)) return 'DMA';
  if (intersects(world, node, 'DMA32', first, count)) return 'DMA32';
  return 'Normal';
}

/** `[mm/memory_hotplug.c:default_zone_for_pfn]`, policy contig-zones. */
function contiguousZone(world: World, node: NodeId, first: number): ZoneName {
  const kernel = kernelZone(world, node, first);
  const { blockPages } = world.constants;
  const inKernel = intersects(world, node, kernel, first, blockPages);
  const inMovable = intersects(world, node, 'Movable', first, blockPages);
  if (inKernel !== inMovable) return inKernel ? kernel : 'Movable';
  return world.constants.movableNode ? 'Movable' : kernel;
}

/** Whether `more` pages may become movable within the ratio, over one node or all `[mm/memory_hotplug.c:auto_movable_can_online_movable]`. */
function withinRatio(world: World, more: number, node?: NodeId): boolean {
  let kernelEarly = 0;
  let movable = 0;
  for (const zone of world.constants.start.zones) {
    if (node !== undefined && zone.node !== node) continue;
    if (zone.zone === 'Movable') movable += zone.present;
    else kernelEarly += zone.present;
  }
  for (const block of world.blocks.values()) {
    if (block.zone === 'Movable' && (node === undefined || block.node === node)) movable += world.constants.blockPages;
  }
  return kernelEarly > 0 && movable + more <= Math.floor((world.policies.autoMovableRatio * kernelEarly) / 100);
}

/** `[mm/memory_hotplug.c:auto_movable_zone_for_pfn]` for a static group. */
function autoMovableZone(world: World, block: HotBlock, first: number): ZoneName {
  const { policies, groups, constants } = world;
  if (policies.autoMovableRatio === 0) return kernelZone(world, block.node, first);
  let movableInGroup = 0;
  for (const other of world.blocks.values()) {
    if (other.group !== block.group || other.zone === undefined) continue;
    if (other.zone !== 'Movable') return kernelZone(world, block.node, first);
    movableInGroup += constants.blockPages;
  }
  const needed = (groups.get(block.group)?.maxPages ?? constants.blockPages) - movableInGroup;
  // By now nr_pages is what is left of the group, and a zone that only the rest would reach counts as well.
  const kernel = kernelZone(world, block.node, first, needed);
  if (!withinRatio(world, needed)) return kernel;
  if (policies.autoMovableNumaAware && !withinRatio(world, needed, block.node)) return kernel;
  return 'Movable';
}

/** The zone the block would go online in now `[mm/memory_hotplug.c:zone_for_pfn_range]`. */
export function zoneForBlock(world: World, block: HotBlock, type: Exclude<OnlineType, 'offline'>): ZoneName {
  const first = firstPfn(world.constants, block.number);
  switch (type) {
    case 'online_kernel':
      return kernelZone(world, block.node, first);
    case 'online_movable':
      return 'Movable';
    case 'online':
      return world.policies.onlinePolicy === 'auto-movable' ? autoMovableZone(world, block, first) : contiguousZone(world, block.node, first);
  }
}

/** Words of valid_zones: the zone of an online block; else the default first, then kernel and movable where they differ `[drivers/base/memory.c:valid_zones_show]`. */
export function validZones(world: World, number: BlockNumber): readonly ZoneName[] {
  const block = world.blocks.get(number);
  if (!block) return [];
  if (block.zone) return [block.zone];
  const [first, kernel, movable] = (['online', 'online_kernel', 'online_movable'] as const).map((type) => zoneForBlock(world, block, type)) as [ZoneName, ZoneName, ZoneName];
  return [first, ...[kernel, movable].filter((zone) => zone !== first)];
}

export const isKernelZone = (zone: ZoneName): boolean => (KERNEL_ZONES as readonly ZoneName[]).includes(zone);
