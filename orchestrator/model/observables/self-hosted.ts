/** /proc/kpageflags: the pages that hold their own block's memmap are marked, and no others are (SEMANTICS 5; I10). */
import type { Observation } from '../observation.ts';
import { firstPfn, lostPages, type HotBlock, type World } from '../world.ts';
import type { BlockNumber, Pages, Pfn } from '../units.ts';
import type { Observable } from './observable.ts';

export const selfHosted: Observable = {
  observed: ({ selfHosted: found, blockSize }: Observation) => found.map(({ first, count }): [string, number] => [`memory${first / (blockSize / 4096)}/self_hosted_pages`, count]),
  // An offline block's flags are not shown at all.
  expected: (world: World) => [...world.blocks.values()].map((block) => [`memory${block.number}/self_hosted_pages`, { ifSeen: marked(world, block) }]),
};

/** A poisoned one has another mark besides. */
const marked = ({ constants }: World, block: HotBlock): number =>
  block.zone ? block.vmemmap - (block.poisoned?.length ?? 0) + lostPages(constants, block).length : 0;

/** Pages to look at: as many as could hold the block's memmap, whether they do or not. */
export interface VmemmapRange {
  readonly first: Pfn;
  readonly count: Pages;
}

/** Of the blocks whose marks an operation between the two worlds could have changed. */
export function toLookAt(before: World, after: World): readonly VmemmapRange[] {
  return changed(before.blocks, after.blocks).map((number) => ({ first: firstPfn(after.constants, number), count: after.constants.vmemmapPages }));
}

function changed(before: ReadonlyMap<BlockNumber, HotBlock>, after: ReadonlyMap<BlockNumber, HotBlock>): BlockNumber[] {
  return [...after].filter(([number, block]) => before.get(number) !== block).map(([number]) => number);
}
