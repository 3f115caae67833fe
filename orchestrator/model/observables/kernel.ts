/** The kernel itself, its block size and its taint (I24), which no operation may change, and its parameters, of which some may be written. */
import type { Observation } from '../observation.ts';
import { shownPolicies } from '../transitions/policy.ts';
import type { World } from '../world.ts';
import type { FactValue, Observable } from './observable.ts';

export const kernel: Observable = {
  observed: facts,
  expected: (world: World) => {
    const { start } = world.constants;
    const now = shownPolicies(world);
    return facts({
      ...start, parameters: { ...start.parameters, autoOnlineBlocks: now.auto_online_blocks, onlinePolicy: now.online_policy, autoMovableRatio: now.auto_movable_ratio, autoMovableNumaAware: now.auto_movable_numa_aware },
    });
  },
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
