/** What no operation may change: the kernel itself, its block size, its parameters, and its taint (I24). */
import type { Observation } from '../observation.ts';
import type { World } from '../world.ts';
import type { FactValue, Observable } from './observable.ts';

export const kernel: Observable = {
  observed: facts,
  expected: (world: World) => facts(world.constants.start),
};

function facts({ release, tainted, blockSize, parameters }: Observation): [string, FactValue][] {
  return [
    ['release', release],
    ['tainted', tainted],
    ['block_size_bytes', blockSize],
    ['memory_hotplug.memmap_on_memory', parameters.memmapOnMemory ?? 'none'],
    ['memory_hotplug.online_policy', parameters.onlinePolicy ?? 'none'],
    ['memory_hotplug.auto_movable_ratio', parameters.autoMovableRatio ?? 'none'],
    ['memory_hotplug.auto_movable_numa_aware', parameters.autoMovableNumaAware ?? 'none'],
    ['auto_online_blocks', parameters.autoOnlineBlocks ?? 'none'],
  ];
}
