/** Unbinding from kmem: removal range by range, and what stays (SEMANTICS 6.3, 6.4). */
import type { DaxName } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import { nodeId } from '../units.ts';
import { blocksOf, withDevice, type AddedRange, type World } from '../world.ts';
import { removeRanges } from './remove.ts';
import { meet, type Strike } from './strike.ts';

export function unbind(world: World, name: DaxName, strike?: Strike): readonly Outcome[] {
  const device = world.devices.get(name);
  if (!device?.bound) return only('ENODEV', world);
  // What an earlier binding left is not this one's to remove [drivers/dax/kmem.c:dev_dax_kmem_remove, data->res]; of its own, one
  // block online keeps a whole range, and nothing of it is removed [mm/memory_hotplug.c:try_remove_memory].
  const own = world.added.filter((range) => range.device === name && range.group === device.group);
  let left = strike;
  const going = own.filter((range) => {
    const { errno, strike: later } = meet(left, 'remove');
    left = later;
    // A range that is not removed, for whatever reason, is kept as one with a block online is.
    return errno === undefined && !anyOnline(world, range);
  });
  const removed = removeRanges(world, going, nodeId(device.node));
  return only('OK', withDevice(removed.world, { ...device, bound: false }), removed.calls);
}

const anyOnline = (world: World, range: AddedRange): boolean => blocksOf(world.constants, range).some((number) => world.blocks.get(number)?.zone !== undefined);
