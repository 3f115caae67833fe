/** Adding one range: its blocks, and what of them goes online at once (SEMANTICS 3.1). */
import { addCalls, onlineCalls, removeCalls, type Call } from '../calls.ts';
import type { ErrnoName, OnlineType } from '../operation.ts';
import { bytes, pfn, pfnOf, type BlockNumber, type NodeId, type Pages } from '../units.ts';
import { blocksOf, withBlock, type AddedRange, type DaxRange, type World } from '../world.ts';
import { zoneForBlock } from '../zones.ts';
import { refusal } from './notifier.ts';
import { meet, type Strike } from './strike.ts';

export interface Added {
  readonly world: World;
  readonly calls: readonly Call[];
  /** What the add failed with: then nothing of the range is there. */
  readonly failed?: ErrnoName | undefined;
  /** Blocks that were there and were taken back. */
  readonly passing?: readonly BlockNumber[] | undefined;
  /** The fault, where it is still to come. */
  readonly strike?: Strike | undefined;
}

/** What of an add is another than usual. */
interface Otherwise {
  /** What the blocks are at once; the default online type unless given. */
  readonly type?: OnlineType | undefined;
  readonly strike?: Strike | undefined;
}

/** @param vmemmap pages of each block that hold its memmap, or 0 */
export function addRange(world: World, range: AddedRange, node: NodeId, vmemmap: Pages, { type = world.policies.autoOnline, strike }: Otherwise = {}): Added {
  const { constants } = world;
  const added = addChunks(world, range, node, vmemmap, strike);
  if (added.failed) return added;
  const blocks = new Map(world.blocks);
  for (const number of blocksOf(constants, range)) blocks.set(number, { number, node, group: range.group, vmemmap });
  const online = autoOnline({ ...raised(world, range.end), nodes: new Set(world.nodes).add(node), blocks, added: [...world.added, range] }, range, type, added.strike);
  return { ...online, calls: [...added.calls, ...online.calls] };
}

/** Chunk by chunk. Where one fails, what was added of it is taken back, with its altmap, and then every earlier chunk, from the first on (SEMANTICS 3.3). */
function addChunks(world: World, range: AddedRange, node: NodeId, vmemmap: Pages, strike: Strike | undefined): Added {
  const { constants } = world;
  const calls = addCalls(constants, range, node, vmemmap);
  let left = strike;
  for (const [place, call] of calls.entries()) {
    if (call.fn !== 'arch_add_memory' && call.fn !== 'create_memory_block_devices') continue;
    const isMapped = call.fn === 'create_memory_block_devices';
    const { errno, strike: later } = meet(left, isMapped ? 'create' : 'map', call);
    if (errno === undefined) {
      left = later;
      continue;
    }
    const { start, size, altmap } = call;
    const end = isMapped || left?.raised ? start + size : start;
    const earlier: DaxRange = { start: range.start, end: start };
    return {
      failed: errno, world: end > range.start ? raised(world, end) : world,
      calls: [
        ...calls.slice(0, place + 1),
        ...(isMapped ? [{ fn: 'arch_remove_memory', start, size, altmap } as const] : []),
        ...(start > range.start ? removeCalls(constants, earlier, vmemmap) : []),
      ],
      passing: blocksOf(constants, earlier),
    };
  }
  return { world, calls, strike: left };
}

const raised = (world: World, end: number): World => ({ ...world, highest: pfn(Math.max(world.highest, pfnOf(bytes(end)))) });

/**
 * `[mm/memory_hotplug.c:add_memory_resource]`: walks the new blocks when the default online type is not `offline`. The walk stops at the
 * first that does not go online, and nobody is told.
 */
function autoOnline(world: World, range: DaxRange, type: OnlineType, strike: Strike | undefined): Added {
  if (type === 'offline') return { world, calls: [], strike };
  let next = world;
  let left = strike;
  const calls: Call[] = [];
  for (const number of blocksOf(world.constants, range)) {
    const block = next.blocks.get(number);
    if (!block) continue;
    const going = goOnline(next, block, left);
    left = going.strike;
    calls.push(...going.calls);
    if (going.failed) break;
    next = withBlock(next, { ...block, zone: zoneForBlock(next, block, type) });
  }
  return { world: next, calls, strike: left };
}

/** The calls of a block that goes online, as far as it comes: its memmap is initialised, then its pages go, if the notifier lets them. */
export function goOnline(world: World, block: Parameters<typeof onlineCalls>[1], strike: Strike | undefined): Pick<Added, 'calls' | 'failed' | 'strike'> {
  let left = strike;
  const done = onlineCalls(world.constants, block, true);
  for (const [place, call] of done.entries()) {
    const { errno, strike: later } = meet(left, call.fn === 'online_pages' ? 'online' : 'initialise', call);
    if (errno !== undefined) return { failed: errno, calls: call.fn === 'online_pages' ? onlineCalls(world.constants, block, false) : done.slice(0, place + 1) };
    left = later;
  }
  const refused = refusal(world, 'MEM_GOING_ONLINE');
  return { failed: refused, calls: onlineCalls(world.constants, block, refused === undefined), strike: left };
}
