/** /proc/meminfo, the memmap counters of /proc/vmstat, and vm.min_free_kbytes (SEMANTICS 5; I1, I6, I7, I8, I13). */
import type { MeminfoObservation, Observation } from '../observation.ts';
import { GIB, KIB, MIB } from '../units.ts';
import { managedPages, type AddedRange, type World } from '../world.ts';
import type { Expectation, FactValue, Observable } from './observable.ts';
import { zoneNames, zonePresent } from './zones.ts';

const SECTION = 128 * MIB;
/** Vmemmap pages of one section: 32768 pages of 64 bytes. */
const SECTION_MEMMAP_PAGES = 512;
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
      ['HardwareCorrupted', start.meminfo.hardwareCorrupted],
      ['nr_memmap_pages', plus(start.vmstat.nrMemmapPages, (addedBytes / SECTION) * SECTION_MEMMAP_PAGES)],
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

/** The sum is exact; a 2 MiB mapping may be split into 4 KiB ones at any time. */
const directMap = (found: MeminfoObservation): number | undefined => plus(found.directMap4k, (found.directMap2M ?? 0) + (found.directMap1G ?? 0));

/** Bytes mapped by 1 GiB pages: the aligned interior of what one arch_add_memory call maps. */
function gigabytePages(world: World, range: AddedRange): number {
  const { blocks, constants: { blockSize } } = world;
  const interior = (start: number, end: number): number => Math.max(0, Math.floor(end / GIB) - Math.ceil(start / GIB)) * GIB;
  const split = (blocks.get(range.start / blockSize as never)?.vmemmap ?? 0) > 0;
  if (!split) return interior(range.start, range.end);
  let sum = 0;
  for (let start: number = range.start; start < range.end; start += blockSize) sum += interior(start, start + blockSize);
  return sum;
}

/** Exact where the start shows the recommended value, that is, with huge pages on and enough memory that it is not capped. */
function minFree(world: World): Expectation {
  const { start } = world.constants;
  const populated = start.zones.filter(({ zone, present: count }) => count > 0 && zone !== 'Movable' && zone !== 'Device').length;
  if (start.minFreeKbytes !== populated * MIN_FREE_PER_ZONE) return { open: 'the start does not show the recommended value' };
  const now = [...world.nodes].flatMap((node) => zoneNames(world).filter((zone) => zone !== 'Movable' && zone !== 'Device' && zonePresent(world, node, zone) > 0)).length;
  return now * MIN_FREE_PER_ZONE;
}

const plus = (value: number | undefined, more: number): number | undefined => (value === undefined ? undefined : value + more);

const present = <Value extends FactValue | Expectation>(facts: [string, Value | undefined][]): [string, Value][] =>
  facts.filter((fact): fact is [string, Value] => fact[1] !== undefined);
