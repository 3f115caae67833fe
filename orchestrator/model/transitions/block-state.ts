/** Writing memoryN/state: online and offline (SEMANTICS 4, 6.1, 6.2). */
import { offlineCalls } from '../calls.ts';
import { ONLINE_TYPES, type OnlineType } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import type { BlockNumber } from '../units.ts';
import { withBlock, type HotBlock, type World } from '../world.ts';
import { isKernelZone, zoneForBlock } from '../zones.ts';
import { goOnline } from './add.ts';
import { refusal } from './notifier.ts';
import { meet, type Strike } from './strike.ts';

export function writeState(world: World, number: BlockNumber, value: string, strike?: Strike): readonly Outcome[] {
  const block = world.blocks.get(number);
  if (!block) return only('ENOENT', world);
  const type = onlineType(value);
  if (type === undefined) return only('EINVAL', world);
  return type === 'offline' ? offline(world, block, strike) : online(world, block, type, strike);
}

function online(world: World, block: HotBlock, type: Exclude<OnlineType, 'offline'>, strike: Strike | undefined): readonly Outcome[] {
  if (block.zone) return only('EINVAL', world);
  // Asked before anything is done `[drivers/base/memory.c:memory_block_online]`.
  if (block.poisoned) return only('EHWPOISON', world);
  const { failed, calls } = goOnline(world, block, strike);
  return failed ? only(failed, world, calls) : only('OK', withBlock(world, { ...block, zone: zoneForBlock(world, block, type) }), calls);
}

function offline(world: World, block: HotBlock, strike: Strike | undefined): readonly Outcome[] {
  if (!block.zone) return only('EINVAL', world);
  const failing = offlineCalls(world.constants, block, false);
  const { errno: struck } = meet(strike, 'offline', failing[0]);
  if (struck !== undefined) return only(struck, world, failing);
  const refused = refusal(world, 'MEM_GOING_OFFLINE');
  const gone: Outcome = refused
    ? { errno: refused, world, calls: failing }
    : { errno: 'OK', world: withBlock(world, { ...block, zone: undefined }), calls: offlineCalls(world.constants, block, true) };
  // Until the writer is sent a signal [mm/memory_hotplug.c:offline_pages, "signal backoff"].
  if (!refused && world.held.pinned.has(block.number)) return only('EINTR', world, failing);
  if (!isKernelZone(block.zone) || refused === 'EBUSY') return [gone];
  // The pages are isolated before the notifier is asked: EBUSY comes first.
  return [
    { ...gone, open: 'offline-kernel-zone' },
    { errno: 'EBUSY', world, calls: failing, open: 'offline-kernel-zone' },
    // Where such a page is moved to, from zone Movable, nobody predicts.
    ...(world.held.long && !refused ? [{ errno: 'EINTR', world, calls: failing, open: 'offline-long-pin' } as const] : []),
  ];
}

/** `[drivers/base/memory.c:mhp_online_type_from_str]` compares with sysfs_streq: one trailing newline is allowed. */
export function onlineType(value: string): OnlineType | undefined {
  const text = value.endsWith('\n') ? value.slice(0, -1) : value;
  return ONLINE_TYPES.find((name) => name === text);
}
