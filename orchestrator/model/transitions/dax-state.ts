/** Writing daxX.Y/state: all memory of a device is taken out, or put back, while it stays bound (SEMANTICS 6.6) `[7.3 drivers/dax/kmem.c:state_store]`. */
import { offlineCalls } from '../calls.ts';
import type { DaxName } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import { nodeId } from '../units.ts';
import { blocksOf, withBlock, withDevice, type DaxDevice, type HotBlock, type World } from '../world.ts';
import { isKernelZone } from '../zones.ts';
import { addMemory } from './bind.ts';
import { onlineType } from './block-state.ts';
import { refusal } from './notifier.ts';
import { removeRanges } from './remove.ts';

/** `offline` is what a bind may leave, and nothing that can be asked for. What is asked for again is OK, whatever became of the blocks since. */
export function writeDaxState(world: World, name: DaxName, value: string): readonly Outcome[] {
  const device = world.devices.get(name);
  if (!device?.bound || !world.constants.semantics.daxState) return only('ENOENT', world);
  const wanted = isUnplugged(value) ? 'unplugged' : onlineType(value);
  if (wanted === undefined || wanted === 'offline') return only('EINVAL', world);
  if (wanted === device.state) return only('OK', world);
  if (wanted === 'unplugged') return unplug(world, device);
  return device.state === 'unplugged' ? addMemory(world, device, wanted) : only('EBUSY', world);
}

export const isUnplugged = (value: string): boolean => value === 'unplugged' || value === 'unplugged\n';

/** All blocks go offline, then all ranges go; where a block does not, those before it come back `[mm/memory_hotplug.c:offline_and_remove_memory]`. */
function unplug(world: World, device: DaxDevice): readonly Outcome[] {
  const ranges = world.added.filter((range) => range.device === device.name && range.group === device.group);
  const online = ranges.flatMap((range) => blocksOf(world.constants, range)).flatMap((number) => world.blocks.get(number) ?? []).filter(({ zone }) => zone !== undefined);
  const [first] = online;
  const refused = refusal(world, 'MEM_GOING_OFFLINE');
  if (first && refused) {
    const calls = offlineCalls(world.constants, first, false);
    // The pages are isolated before the notifier is asked: EBUSY comes first.
    if (!inKernelZone(first) || refused === 'EBUSY') return only(refused, world, calls);
    return [refused, 'EBUSY' as const].map((errno) => ({ errno, world, calls, open: 'unplug-kernel-zone' }));
  }
  const offline = online.reduce((next, block) => withBlock(next, { ...block, zone: undefined }), world);
  const removed = removeRanges(offline, ranges, nodeId(device.node));
  const gone: Outcome = {
    errno: 'OK', world: withDevice(removed.world, { ...device, state: 'unplugged' }), calls: [...online.flatMap((block) => offlineCalls(world.constants, block, true)), ...removed.calls],
  };
  const held = online.flatMap((block, place): Outcome[] => (inKernelZone(block) ? [{ errno: 'EBUSY', world: broughtBack(world, online.slice(0, place)), calls: [], besides: ROUND_TRIP }] : []));
  return held.length === 0 ? [gone] : [gone, ...held].map((outcome) => ({ ...outcome, open: 'unplug-kernel-zone' as const }));
}

/** What going offline and coming back takes; nothing is removed. */
const ROUND_TRIP = ['offline_pages', 'mhp_deinit_memmap_on_memory', 'mhp_init_memmap_on_memory', 'online_pages'] as const;

const inKernelZone = ({ zone }: HotBlock): boolean => zone !== undefined && isKernelZone(zone);

/** To the zones that they were in, but for what can no longer go online `[mm/memory_hotplug.c:try_reonline_memory_block]`. */
function broughtBack(world: World, gone: readonly HotBlock[]): World {
  const lost = refusal(world, 'MEM_GOING_ONLINE') ? gone : gone.filter(({ poisoned }) => poisoned);
  return lost.reduce((next, block) => withBlock(next, { ...block, zone: undefined }), world);
}
