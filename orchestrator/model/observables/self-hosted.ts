/** /proc/kpageflags: the pages that hold their own block's memmap are marked, and no others are (SEMANTICS 5; I10). */
import type { Observation } from '../observation.ts';
import { PAGE_SIZE } from '../units.ts';
import { lostPages, type HotBlock, type World } from '../world.ts';
import type { Observable } from './observable.ts';

export const selfHosted: Observable = {
  observed: ({ selfHosted: found, blockSize }: Observation) => found.map(({ first, count }): [string, number] => [`memory${first / (blockSize / PAGE_SIZE)}/self_hosted_pages`, count]),
  // An offline block's flags are not shown at all.
  expected: (world: World) => [...world.blocks.values()].map((block) => [`memory${block.number}/self_hosted_pages`, { ifSeen: marked(world, block) }]),
};

/** A poisoned one has another mark besides. */
const marked = ({ constants }: World, block: HotBlock): number =>
  block.zone ? block.vmemmap - (block.poisoned?.length ?? 0) + lostPages(constants, block).length : 0;
