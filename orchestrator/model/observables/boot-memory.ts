/**
 * Free memory of the nodes that had memory at the start, or of all nodes: what an add takes from them (SEMANTICS 5; I20). With the memmap on memory next
 * to nothing, without it 512 pages a section.
 */
import { memmapOf } from '../memmap.ts';
import type { Observation } from '../observation.ts';
import { bytes, pages, pagesOf, pagesToKibibytes } from '../units.ts';
import { lostPages, managedPages, type World } from '../world.ts';
import { isKernelZone } from '../zones.ts';
import { heldPages } from './held.ts';
import type { Expectation, Observable } from './observable.ts';

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
  observed: (observation: Observation) => [
    [BOOT_NODES, bootFree(observation, observation.zones) + 4 * heldPages(observation, ({ node, zone }) => node !== undefined && observation.nodeMasks.hasNormalMemory.includes(node) && zone !== 'Movable')],
    [ALL_NODES, free(observation.zones) + 4 * heldPages(observation, () => true)],
  ],
  expected: (world: World) => inKernelZone(world)
    ? [[BOOT_NODES, { open: 'hot-added memory in a kernel zone is used like any other' }], [ALL_NODES, ofAllNodes(world)]]
    : [[BOOT_NODES, ofBootNodes(world)], [ALL_NODES, { open: 'follows from the boot nodes and the fresh zones' }]],
};

const BOOT_NODES = 'free memory of the boot nodes (KiB)';
const ALL_NODES = 'free memory of all nodes (KiB)';

function inKernelZone({ blocks }: World): boolean {
  for (const { zone } of blocks.values()) if (zone !== undefined && isKernelZone(zone)) return true;
  return false;
}

function ofBootNodes(world: World): Expectation {
  const { start } = world.constants;
  return around(start, bootFree(start, start.zones) - memmapElsewhere(world) - pageTables(world));
}

/**
 * With a block in a kernel zone the kernel takes pages from there that it would else have taken from boot memory, a memmap as well as its own:
 * which, is open, but all nodes together have free what they had, less each memmap that is not on memory, more what went online.
 * A block of a kernel zone adds nothing to the slack: the 20 to 35 pages of the kernel's in such a block on 7.2 (140 KiB) are what a node that gets its
 * first kernel memory is given (a kmem_cache_node of some 200 caches, slabs of its own), not so much a block; with eight blocks on 6.12.118 and 7.3.4, on
 * hmem and cxl, memmap on memory and elsewhere, by auto-online-kernel, auto-online and hand, 488 KiB less to 264 more were seen. A memmap lost is 2048.
 */
function ofAllNodes(world: World): Expectation {
  const { start } = world.constants;
  let online = 0;
  for (const block of world.blocks.values()) if (block.zone) online += managedPages(world.constants, block) - lostPages(world.constants, block).length;
  return around(start, free(start.zones) - memmapElsewhere(world) - pageTables(world) + 4 * online);
}

/** What is not free for a memmap is reclaimed. */
function around(start: Observation, expected: number): Expectation {
  const kib = Math.max(0, expected);
  const slack = freeMemorySlack(start);
  return { least: kib - slack, most: kib + slack };
}

/** KiB of them for what a process holds: a page for 512. A fill of 480 MiB was 64 to 300 KiB below what is allowed without. */
const pageTables = ({ held }: World): number => 4 * Math.ceil(held.pages / 512);

/** KiB of ordinary memory that hold the memmap of what was added. */
function memmapElsewhere({ added, blocks }: World): number {
  const all = memmapOf(pagesOf(bytes(added.reduce((sum, range) => sum + range.end - range.start, 0))));
  let onMemory = 0;
  for (const { vmemmap } of blocks.values()) onMemory += vmemmap;
  return pagesToKibibytes(pages(all - onMemory));
}

/** Per-cpu lists included: nr_free_pages leaves them out, and removed memmap pages go there first (SEMANTICS 5, PCP caveat). */
const free = (zones: Observation['zones']): number => zones.reduce((sum, zone) => sum + 4 * (zone.free + zone.perCpuFree), 0);

const bootFree = ({ nodeMasks }: Observation, zones: Observation['zones']): number =>
  free(zones.filter(({ node, zone }) => nodeMasks.hasNormalMemory.includes(node) && isKernelZone(zone)));
