/** Adding one range: its blocks, and what of them goes online at once (SEMANTICS 3.1). */
import { addCalls, onlineCalls, type Call } from '../calls.ts';
import type { OnlineType } from '../operation.ts';
import { pfn, pfnOf, type NodeId, type Pages } from '../units.ts';
import { blocksOf, withBlock, type AddedRange, type DaxRange, type World } from '../world.ts';
import { zoneForBlock } from '../zones.ts';
import { refusal } from './notifier.ts';

export interface Added {
  readonly world: World;
  readonly calls: readonly Call[];
}

/** @param vmemmap pages of each block that hold its memmap, or 0. @param type what the blocks are at once; the default online type unless given */
export function addRange(world: World, range: AddedRange, node: NodeId, vmemmap: Pages, type: OnlineType = world.policies.autoOnline): Added {
  const { constants } = world;
  const blocks = new Map(world.blocks);
  for (const number of blocksOf(constants, range)) blocks.set(number, { number, node, group: range.group, vmemmap });
  const highest = pfn(Math.max(world.highest, pfnOf(range.end)));
  const online = autoOnline({ ...world, nodes: new Set(world.nodes).add(node), blocks, added: [...world.added, range], highest }, range, type);
  return { world: online.world, calls: [...addCalls(constants, range, node, vmemmap), ...online.calls] };
}

/**
 * `[mm/memory_hotplug.c:add_memory_resource]`: walks the new blocks when the default online type is not `offline`. The walk stops at the
 * first that does not go online, and nobody is told.
 */
function autoOnline(world: World, range: DaxRange, type: OnlineType): Added {
  if (type === 'offline') return { world, calls: [] };
  let next = world;
  const calls: Call[] = [];
  for (const number of blocksOf(world.constants, range)) {
    const block = next.blocks.get(number);
    if (!block) continue;
    const refused = refusal(world, 'MEM_GOING_ONLINE') !== undefined;
    calls.push(...onlineCalls(world.constants, block, !refused));
    if (refused) break;
    next = withBlock(next, { ...block, zone: zoneForBlock(next, block, type) });
  }
  return { world: next, calls };
}
