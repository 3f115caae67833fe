/**
 * /proc/buddyinfo and /proc/pagetypeinfo of a Movable zone that hot-added blocks alone make up: which free blocks of which order, and
 * which pageblocks of which type, follow from the blocks that are online (SEMANTICS 5; I11, I12).
 */
import type { Observation } from '../observation.ts';
import { firstPfn, lostPages, type HotBlock, type World } from '../world.ts';
import type { Expectation, Observable } from './observable.ts';
import { isFresh, zoneNames, zonePresent } from './zones.ts';

/** `[include/linux/mmzone.h:MAX_PAGE_ORDER]` of x86. */
const LARGEST_ORDER = 10;
/** `[include/linux/pageblock-flags.h:pageblock_nr_pages]` */
const PAGEBLOCK = 512;
const OPEN = { open: 'boot zones and kernel zones give and take pages at any time, and what was held is given back in pieces' };

export const freshZones: Observable = {
  observed: ({ buddy, pageblocks }: Observation) => [
    ...buddy.map(({ node, zone, free }): [string, string] => [`node${node}/${zone}/buddy`, free.join(' ')]),
    ...pageblocks.map(({ node, zone, types }): [string, string] => [`node${node}/${zone}/pageblocks`, inWords(types)]),
  ],
  expected: (world: World) => {
    const { start } = world.constants;
    const expected: [string, Expectation][] = [];
    for (const node of world.nodes) {
      for (const zone of zoneNames(world)) {
        if (zonePresent(world, node, zone) === 0) continue;
        const blocks = [...world.blocks.values()].filter((block) => block.node === node && block.zone === zone);
        const fresh = isFresh(world, node, zone);
        if (start.buddy.length > 0) expected.push([`node${node}/${zone}/buddy`, fresh && !world.lodged ? freeBlocks(world, blocks).join(' ') : OPEN]);
        if (start.pageblocks.length > 0) expected.push([`node${node}/${zone}/pageblocks`, fresh ? inWords(pageblocks(world, blocks)) : OPEN]);
      }
    }
    return expected;
  },
};

type Blocks = readonly HotBlock[];

/**
 * Naturally aligned powers of two, as online_pages hands them over `[mm/memory_hotplug.c:online_pages_range]`, split further where a
 * poisoned page was taken out `[mm/page_alloc.c:break_down_buddy_pages]`.
 */
function freeBlocks(world: World, blocks: Blocks): number[] {
  const counts = Array<number>(LARGEST_ORDER + 1).fill(0);
  const { blockPages } = world.constants;
  for (const block of blocks) {
    const lost = lostPages(world.constants, block).map((page) => page - firstPfn(world.constants, block.number));
    for (let page: number = block.vmemmap; page < blockPages;) {
      if (lost.includes(page)) {
        page++;
        continue;
      }
      const end = lost.find((other) => other > page) ?? blockPages;
      let order = LARGEST_ORDER;
      while (page % 2 ** order !== 0 || page + 2 ** order > end) order--;
      counts[order] = (counts[order] ?? 0) + 1;
      page += 2 ** order;
    }
  }
  return counts;
}

/** Pages that hold a memmap are in Unmovable pageblocks `[mm/memory_hotplug.c:mhp_init_memmap_on_memory]`. */
function pageblocks(world: World, blocks: Blocks): Readonly<Record<string, number>> {
  const unmovable = blocks.reduce((sum, { vmemmap }) => sum + vmemmap, 0) / PAGEBLOCK;
  return { Unmovable: unmovable, Movable: (blocks.length * world.constants.blockPages) / PAGEBLOCK - unmovable };
}

/** `Movable 504, Unmovable 8`: types without pageblocks are left out. */
const inWords = (types: Readonly<Record<string, number>>): string =>
  Object.entries(types).filter(([, count]) => count !== 0).sort(([one], [other]) => (one < other ? -1 : 1)).map(([type, count]) => `${type} ${count}`).join(', ');
