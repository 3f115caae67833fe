/** Poisoning a page through hard_offline_page `[drivers/base/memory.c:hard_offline_page_store, mm/memory-failure.c:memory_failure]`. */
import { only, type Outcome } from '../outcome.ts';
import { blockNumber, type Pfn } from '../units.ts';
import { firstPfn, withBlock, type World } from '../world.ts';
import { isKernelZone } from '../zones.ts';

export function poisonPage(world: World, pfn: Pfn): readonly Outcome[] {
  const { constants } = world;
  if (constants.start.faultInjection?.hardOfflinePage !== true) return only('ENOENT', world);
  const block = world.blocks.get(blockNumber(Math.floor(pfn / constants.blockPages)));
  // Without an online section there is no page to handle: memory outside of the kernel's control.
  if (!block?.zone) return only('ENXIO', world);
  const before = block.poisoned ?? [];
  if (before.includes(pfn)) return only('EHWPOISON', world);
  // A page counts as poisoned whatever becomes of it [mm/memory-failure.c:action_result].
  const poisoned = withBlock(world, { ...block, poisoned: [...before, pfn].sort((one, other) => one - other) });
  // A page that holds memmap is neither free nor on an LRU list: "unhandlable page".
  if (pfn < firstPfn(constants, block.number) + block.vmemmap) return only('EBUSY', poisoned);
  if (!isKernelZone(block.zone)) return only('OK', poisoned);
  return [
    { errno: 'OK', world: poisoned, calls: [], open: 'poison-kernel-zone' },
    { errno: 'EBUSY', world: poisoned, calls: [], open: 'poison-kernel-zone' },
  ];
}
