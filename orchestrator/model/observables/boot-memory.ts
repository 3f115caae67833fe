/**
 * Free memory of the nodes that had memory at the start: what an add takes from them (SEMANTICS 5; I20). With the memmap on memory next
 * to nothing, without it 512 pages a section.
 */
import type { Observation } from '../observation.ts';
import { MIB } from '../units.ts';
import type { World } from '../world.ts';
import { isKernelZone } from '../zones.ts';
import type { Expectation, Observable } from './observable.ts';

const SECTION = 128 * MIB;
const MEMMAP_KIB_PER_SECTION = 2048;
/**
 * KiB either way. Derived from what lives outside the memmap: page tables of the direct map and the vmemmap, memory_block, altmap and
 * sysfs objects, measured 4.6 a block; caches of the allocator's own, measured -360 to +164 over whole cycles on 6.1, 6.12 and 7.3. The
 * entries of sysfs that were looked at stay in caches for good: after 256 blocks came and went 2100 to 2652 were missing, twice as well as
 * once, and 470 after drop_caches.
 */
const SLACK = 1024;
const SLACK_PER_BLOCK = 16;

/** For a guest whose devices have as many blocks as this one's: each may have been there. */
export function freeMemorySlack({ dax, blockSize }: Observation): number {
  return SLACK + SLACK_PER_BLOCK * Math.ceil(dax.reduce((sum, { size }) => sum + size, 0) / blockSize);
}

export const bootMemory: Observable = {
  observed: (observation: Observation) => [['free memory of the boot nodes (KiB)', freeKib(observation, observation.zones)]],
  expected: (world: World) => [['free memory of the boot nodes (KiB)', expected(world)]],
};

function expected(world: World): Expectation {
  const { start } = world.constants;
  // Then a memmap may be taken from there, and ordinary pages as well.
  const elsewhere = [...world.blocks.values()].some(({ zone }) => zone !== undefined && isKernelZone(zone));
  if (elsewhere) return { open: 'hot-added memory in a kernel zone is used like any other' };
  const sections = world.added.reduce((sum, range) => sum + (range.end - range.start) / SECTION, 0);
  const onMemory = [...world.blocks.values()].reduce((sum, { vmemmap }) => sum + vmemmap * 4, 0);
  const slack = freeMemorySlack(start);
  const free = freeKib(start, start.zones) - (sections * MEMMAP_KIB_PER_SECTION - onMemory);
  return { least: free - slack, most: free + slack };
}

/** Per-cpu lists included: nr_free_pages leaves them out, and removed memmap pages go there first (SEMANTICS 5, PCP caveat). */
function freeKib({ nodeMasks }: Observation, zones: Observation['zones']): number {
  return zones.filter(({ node, zone }) => nodeMasks.hasNormalMemory.includes(node) && isKernelZone(zone)).reduce((sum, zone) => sum + 4 * (zone.free + zone.perCpuFree), 0);
}
