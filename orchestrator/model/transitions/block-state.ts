/** Writing memoryN/state: online and offline (SEMANTICS 4, 6.1, 6.2). */
import { offlineCalls, onlineCalls } from '../calls.ts';
import { ONLINE_TYPES, type OnlineType } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import type { BlockNumber } from '../units.ts';
import { withBlock, type HotBlock, type World } from '../world.ts';
import { isKernelZone, zoneForBlock } from '../zones.ts';
import { refusal } from './notifier.ts';

export function writeState(world: World, number: BlockNumber, value: string): readonly Outcome[] {
  const block = world.blocks.get(number);
  if (!block) return only('ENOENT', world);
  const type = onlineType(value);
  if (type === undefined) return only('EINVAL', world);
  return type === 'offline' ? offline(world, block) : online(world, block, type);
}

function online(world: World, block: HotBlock, type: Exclude<OnlineType, 'offline'>): readonly Outcome[] {
  if (block.zone) return only('EINVAL', world);
  // Asked before anything is done `[drivers/base/memory.c:memory_block_online]`.
  if (block.poisoned) return only('EHWPOISON', world);
  const refused = refusal(world, 'MEM_GOING_ONLINE');
  if (refused) return only(refused, world, onlineCalls(world.constants, block, false));
  return only('OK', withBlock(world, { ...block, zone: zoneForBlock(world, block, type) }), onlineCalls(world.constants, block, true));
}

function offline(world: World, block: HotBlock): readonly Outcome[] {
  if (!block.zone) return only('EINVAL', world);
  const refused = refusal(world, 'MEM_GOING_OFFLINE');
  const gone: Outcome = refused
    ? { errno: refused, world, calls: offlineCalls(world.constants, block, false) }
    : { errno: 'OK', world: withBlock(world, { ...block, zone: undefined }), calls: offlineCalls(world.constants, block, true) };
  if (!isKernelZone(block.zone) || refused === 'EBUSY') return [gone];
  // The pages are isolated before the notifier is asked: EBUSY comes first.
  return [
    { ...gone, open: 'offline-kernel-zone' },
    { errno: 'EBUSY', world, calls: offlineCalls(world.constants, block, false), open: 'offline-kernel-zone' },
  ];
}

/** `[drivers/base/memory.c:mhp_online_type_from_str]` compares with sysfs_streq: one trailing newline is allowed. */
export function onlineType(value: string): OnlineType | undefined {
  const text = value.endsWith('\n') ? value.slice(0, -1) : value;
  return ONLINE_TYPES.find((name) => name === text);
}
