/** /proc/meminfo, the memmap counters of /proc/vmstat, and vm.min_free_kbytes (SEMANTICS 5; I1, I6, I7, I8, I13). */
import { memmapOf } from '../memmap.ts';
import type { MeminfoObservation, Observation, ZoneName } from '../observation.ts';
import { bytes, GIB, KIB, pagesOf, type NodeId } from '../units.ts';
import { hasOwnMemmap, managedPages, type AddedRange, type World } from '../world.ts';
import type { Expectation, FactValue, Observable } from './observable.ts';
import { zoneManaged, zoneNames, zonePresent } from './zones.ts';

/** `[mm/khugepaged.c:set_recommended_min_free_kbytes]`: pageblock pages × (2 + MIGRATE_PCPTYPES²) × 4 KiB for each zone up to Normal. */
const MIN_FREE_PER_ZONE = 512 * (2 + 3 * 3) * 4;

export const meminfo: Observable = {
  observed: (observation: Observation) => present([
    ['MemTotal', observation.meminfo.memTotal],
    ['CommitLimit', observation.meminfo.commitLimit],
    ['DirectMap', directMap(observation.meminfo)],
    ['DirectMap1G', observation.meminfo.directMap1G],
    ['HardwareCorrupted', observation.meminfo.hardwareCorrupted],
    ['nr_memmap_pages', observation.vmstat.nrMemmapPages],
    ['nr_memmap_boot_pages', observation.vmstat.nrMemmapBootPages],
    ['min_free_kbytes', observation.minFreeKbytes],
  ]),
  expected: (world: World) => {
    const { start } = world.constants;
    const memTotal = start.meminfo.memTotal + 4 * managedHotPages(world);
    const addedBytes = world.added.reduce((sum, range) => sum + range.end - range.start, 0);
    return present([
      ['MemTotal', memTotal],
      ['CommitLimit', start.meminfo.commitLimit === undefined ? undefined : commitLimit(memTotal, start.overcommitRatio)],
      ['DirectMap', plus(directMap(start.meminfo), addedBytes / KIB)],
      ['DirectMap1G', plus(start.meminfo.directMap1G, world.added.reduce((sum, range) => sum + gigabytePages(world, range), 0) / KIB)],
      ['HardwareCorrupted', plus(start.meminfo.hardwareCorrupted, 4 * poisonedPages(world))],
      ['nr_memmap_pages', plus(start.vmstat.nrMemmapPages, memmapOf(pagesOf(bytes(addedBytes))))],
      ['nr_memmap_boot_pages', start.vmstat.nrMemmapBootPages],
      ['min_free_kbytes', minFree(world)],
    ]);
  },
};

/** KiB. Without swap and huge pages `[mm/util.c:vm_commit_limit]`; floor arithmetic in pages. */
export const commitLimit = (memTotal: number, ratio: number): number => Math.floor(((memTotal / 4) * ratio) / 100) * 4;

function managedHotPages(world: World): number {
  let sum = 0;
  for (const block of world.blocks.values()) if (block.zone) sum += managedPages(world.constants, block);
  return sum;
}

/** Counted until the block is removed, online or not `[drivers/base/memory.c:remove_memory_block_devices]`. */
function poisonedPages(world: World): number {
  let sum = 0;
  for (const { poisoned } of world.blocks.values()) sum += poisoned?.length ?? 0;
  return sum;
}

/** The sum is exact; a 2 MiB mapping may be split into 4 KiB ones at any time. */
const directMap = (found: MeminfoObservation): number | undefined => plus(found.directMap4k, (found.directMap2M ?? 0) + (found.directMap1G ?? 0));

/** Bytes mapped by 1 GiB pages: the aligned interior of what one arch_add_memory call maps. */
function gigabytePages(world: World, range: AddedRange): number {
  const { blockSize } = world.constants;
  const interior = (start: number, end: number): number => Math.max(0, Math.floor(end / GIB) - Math.ceil(start / GIB)) * GIB;
  if (!hasOwnMemmap(world, range)) return interior(range.start, range.end);
  let sum = 0;
  for (let start: number = range.start; start < range.end; start += blockSize) sum += interior(start, start + blockSize);
  return sum;
}

/**
 * Exact while it is the value that huge pages recommend. That is capped at a twentieth of the kernel zones' pages above their high
 * watermarks, which are up to 1.5 times the value itself: near the cap it depends on itself, and is left open.
 */
function minFree(world: World): Expectation {
  const { start } = world.constants;
  const atStart = kernelZones(world, new Set(start.nodeMasks.online), (node, zone) => start.zones.find((one) => one.node === node && one.zone === zone)?.present ?? 0);
  if (start.minFreeKbytes !== atStart.length * MIN_FREE_PER_ZONE) return { open: 'the start does not show the recommended value' };
  const populated = kernelZones(world, world.nodes, (node, zone) => zonePresent(world, node, zone));
  const recommended = populated.length * MIN_FREE_PER_ZONE;
  const managed = populated.reduce((sum, [node, zone]) => sum + 4 * zoneManaged(world, node, zone), 0);
  return recommended <= (managed - 1.5 * recommended) / 20 ? recommended : { open: 'capped by the size of the kernel zones' };
}

function kernelZones(world: World, nodes: ReadonlySet<NodeId>, present: (node: NodeId, zone: ZoneName) => number): [NodeId, ZoneName][] {
  return [...nodes].flatMap((node) => zoneNames(world)
    .filter((zone) => zone !== 'Movable' && zone !== 'Device' && present(node, zone) > 0)
    .map((zone): [NodeId, ZoneName] => [node, zone]));
}

const plus = (value: number | undefined, more: number): number | undefined => (value === undefined ? undefined : value + more);

const present = <Value extends FactValue | Expectation>(facts: [string, Value | undefined][]): [string, Value][] =>
  facts.filter((fact): fact is [string, Value] => fact[1] !== undefined);
