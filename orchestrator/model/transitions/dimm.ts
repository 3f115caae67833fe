/** DIMMs that ACPI adds and ejects `[drivers/acpi/acpi_memhotplug.c, drivers/acpi/scan.c]`: another caller that asks for the split (SEMANTICS 1.5). */
import { offlineCalls } from '../calls.ts';
import type { DimmName, Operation } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import { bytes, pages, pagesOf, type Bytes } from '../units.ts';
import { blocksOf, withBlock, type AddedRange, type HotBlock, type World } from '../world.ts';
import { isKernelZone, zoneForBlock } from '../zones.ts';
import { addRange } from './add.ts';
import { refusal } from './notifier.ts';
import { removeRanges } from './remove.ts';
import { meet, type Strike } from './strike.ts';

/** Where the add fails, ACPI says all the same that the device is there: the scan of the bus goes on behind a device that no handler took `[drivers/acpi/scan.c:acpi_bus_attach]`. */
export function plugDimm(world: World, { dimm, start, size, node, fault }: Extract<Operation, { kind: 'plug-dimm' }>, strike?: Strike): readonly Outcome[] {
  if (world.added.some((range) => range.device === dimm) || world.idleDimms.has(dimm)) return only('EEXIST', world);
  const idle: World = { ...world, idleDimms: new Set(world.idleDimms).add(dimm) };
  const grouping = meet(strike, 'group');
  if (grouping.errno !== undefined) return only('OK', idle);
  // Kmem's way into the add is not ACPI's.
  const adding = meet(fault?.in === 'add_memory_driver_managed' ? undefined : grouping.strike, 'add');
  if (adding.errno !== undefined) return only('OK', idle);
  const group = 1 + Math.max(-1, ...world.groups.keys());
  const grouped: World = { ...world, groups: new Map(world.groups).set(group, { maxPages: pagesOf(size) }) };
  const range: AddedRange = { start, end: bytes(start + size), device: dimm, group };
  const added = addRange(grouped, range, node, memmapOnMemory(world, size) ? world.constants.vmemmapPages : pages(0), { strike: adding.strike });
  if (!added.failed) return only('OK', added.world, added.calls);
  return [{ errno: 'OK', world: { ...idle, highest: added.world.highest }, calls: added.calls, ...(added.passing && { passing: added.passing }) }];
}

/** ACPI always asks for it. Before the split it is to be had only for a DIMM of one block. */
function memmapOnMemory({ constants }: World, size: Bytes): boolean {
  return (constants.parameter ?? 'N') !== 'N' && (constants.semantics.generation !== 'before' || size === constants.blockSize);
}

export function unplugDimm(world: World, dimm: DimmName): readonly Outcome[] {
  const ranges = world.added.filter((range) => range.device === dimm);
  const blocks = ranges.flatMap((range) => blocksOf(world.constants, range)).flatMap((number) => world.blocks.get(number) ?? []);
  const [first] = blocks;
  if (world.idleDimms.has(dimm)) return only('OK', { ...world, idleDimms: new Set([...world.idleDimms].filter((one) => one !== dimm)) });
  if (!first) return only('ENODEV', world);
  const online = blocks.filter(({ zone }) => zone !== undefined);
  if (online.length > 0 && refusal(world, 'MEM_GOING_OFFLINE')) return only('EBUSY', world, refusedCalls(world, online));
  const offline = online.reduce((next, block) => withBlock(next, { ...block, zone: undefined }), world);
  const removed = removeRanges(offline, ranges, first.node);
  const gone: Outcome = { errno: 'OK', world: removed.world, calls: [...online.flatMap((block) => offlineCalls(world.constants, block, true)), ...removed.calls] };
  if (!online.some(inKernelZone)) return [gone];
  const stays = offlineForGood(world, online).map((lost): Outcome => ({ errno: 'EBUSY', world: broughtBack(world, online, lost), calls: [], besides: ROUND_TRIP }));
  return [gone, ...stays].map((outcome) => ({ ...outcome, open: 'unplug-kernel-zone' as const }));
}

/** What going offline and coming back takes; nothing is removed. */
const ROUND_TRIP = ['offline_pages', 'mhp_deinit_memmap_on_memory', 'mhp_init_memmap_on_memory', 'online_pages'] as const;

const inKernelZone = ({ zone }: HotBlock): boolean => zone !== undefined && isKernelZone(zone);

/** Every block is tried; in the second pass, those that did not go, up to the first that does not go again `[drivers/acpi/scan.c:acpi_scan_try_to_offline]`. */
const refusedCalls = ({ constants }: World, online: readonly HotBlock[]): ReturnType<typeof offlineCalls> =>
  [...online, ...online.slice(0, 1)].flatMap((block) => offlineCalls(constants, block, false));

/** Of the blocks of kernel zones those that can no longer go online: any of them may have gone, but not all blocks of these zones. None comes first. */
function offlineForGood(world: World, online: readonly HotBlock[]): readonly (readonly HotBlock[])[] {
  const kernel = online.filter(inKernelZone);
  const cannot = kernel.filter(({ poisoned }) => poisoned !== undefined || refusal(world, 'MEM_GOING_ONLINE'));
  return cannot.reduce<readonly (readonly HotBlock[])[]>((all, block) => [...all, ...all.map((one) => [...one, block])], [[]]).filter((lost) => lost.length < kernel.length);
}

/**
 * What went offline goes online again, as by `online`: not where it was. Whichever blocks of kernel zones stayed, they are where they were,
 * and those of them that did go come back to the same zone, next to which nothing else is, but for the `lost`.
 */
function broughtBack(world: World, online: readonly HotBlock[], lost: readonly HotBlock[]): World {
  const others = online.filter((block) => !inKernelZone(block));
  const gone = [...others, ...lost].reduce((next, block) => withBlock(next, { ...block, zone: undefined }), world);
  const canComeBack = others.filter(({ poisoned }) => !poisoned && !refusal(world, 'MEM_GOING_ONLINE'));
  return canComeBack.reduce((next, block) => withBlock(next, { ...block, zone: zoneForBlock(next, block, 'online') }), gone);
}
