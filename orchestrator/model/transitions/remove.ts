/** Removing ranges, all blocks of which are offline (SEMANTICS 6.3). */
import { removeCalls, type Call } from '../calls.ts';
import { pages, type BlockNumber, type NodeId, type Pages } from '../units.ts';
import { blocksOf, type AddedRange, type HotBlock, type World } from '../world.ts';

export interface Removed {
  readonly world: World;
  readonly calls: readonly Call[];
}

/** With its last range a group goes, and its node where that leaves it nothing. */
export function removeRanges(world: World, ranges: readonly AddedRange[], node: NodeId): Removed {
  if (ranges.length === 0) return { world, calls: [] };
  const blocks = new Map(world.blocks);
  const calls: Call[] = [];
  for (const range of ranges) {
    const numbers = blocksOf(world.constants, range);
    calls.push(...removeCalls(world.constants, range, vmemmapOf(world, numbers)));
    for (const number of numbers) blocks.delete(number);
  }
  const added = world.added.filter((range) => !ranges.includes(range));
  const nodes = new Set(world.nodes);
  if (isBare(world, node, blocks)) nodes.delete(node);
  const groups = new Map([...world.groups].filter(([group]) => added.some((range) => range.group === group)));
  return { world: { ...world, nodes, groups, blocks, added }, calls };
}

/** No spanned pages, no memory blocks and no CPU: the node goes offline `[mm/memory_hotplug.c:try_offline_node]`. */
function isBare(world: World, node: NodeId, blocks: ReadonlyMap<BlockNumber, HotBlock>): boolean {
  const { start } = world.constants;
  for (const block of blocks.values()) if (block.node === node) return false;
  return !start.nodeMasks.hasCpu.includes(node)
    && !start.blocks.some((block) => block.node === node)
    && !start.zones.some((zone) => zone.node === node && zone.spanned > 0);
}

/** The same for every block of a range: one add has one flag. */
function vmemmapOf(world: World, [first]: readonly BlockNumber[]): Pages {
  return (first === undefined ? undefined : world.blocks.get(first)?.vmemmap) ?? pages(0);
}
