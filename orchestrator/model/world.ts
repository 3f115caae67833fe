/**
 * The world the model keeps: what the guest's devices and hot-added memory blocks are, as far as later observations depend on it.
 * Immutable: a transition makes a new one that shares what did not change.
 */
import type { Observation, ZoneName } from './observation.ts';
import type { DaxDriver, DaxName, DimmName, InjectedErrno, NotifierEvent, OnlineType } from './operation.ts';
import type { Semantics } from './semantics.ts';
import { blockNumber, pages, pfn, type BlockNumber, type Bytes, type NodeId, type Pages, type Pfn } from './units.ts';

/** memory_hotplug.memmap_on_memory as it reads back (SEMANTICS 1.3). */
export type MemmapParameter = 'Y' | 'N' | 'force';

/** What cannot change while the guest lives, or is not changed by any operation of the model. */
export interface Constants {
  readonly semantics: Semantics;
  /** The observation the model started from: every prediction is this one plus what the world adds to it. */
  readonly start: Observation;
  /** B: bytes of a memory block. */
  readonly blockSize: Bytes;
  /** P: pages of a memory block. */
  readonly blockPages: Pages;
  /** V: pages of a block that hold its own memmap when it is on memory (SEMANTICS 1.7). */
  readonly vmemmapPages: Pages;
  readonly parameter?: MemmapParameter | undefined;
  readonly movableNode: boolean;
}

/** `[drivers/base/memory.c:auto_online_blocks]` and the parameters of memory_hotplug that choose zones. */
export interface Policies {
  readonly autoOnline: OnlineType;
  readonly onlinePolicy: 'contig-zones' | 'auto-movable';
  readonly autoMovableRatio: number;
  readonly autoMovableNumaAware: boolean;
}

/** A range of a dax device; `end` is exclusive. */
export interface DaxRange {
  readonly start: Bytes;
  readonly end: Bytes;
}

export interface DaxDevice {
  readonly name: DaxName;
  readonly node: number;
  /** The driver that it is for, whether or not its name is in a driver's list `[drivers/dax/bus.c:dax_match_type]`. */
  readonly type: DaxDriver;
  readonly ranges: readonly DaxRange[];
  /** memmap_on_memory; undefined where the kernel has no such attribute. */
  readonly attribute?: boolean | undefined;
  readonly bound: boolean;
  /** What was last asked of its memory as a whole: by the bind, the default online type. */
  readonly state?: OnlineType | 'unplugged' | undefined;
  /** The group of the latest binding: kmem removes what that binding added, and knows nothing of what an earlier one left. */
  readonly group?: number | undefined;
}

/** One range that was added: what /proc/iomem shows. One that kmem reserved stays when an unbind finds a block online. */
export interface AddedRange extends DaxRange {
  readonly device: DaxName | DimmName;
  readonly group: number;
}

/** `[mm/memory_hotplug.c, drivers/base/memory.c: struct memory_group]`, static: one per bind, one per DIMM. */
export interface MemoryGroup {
  readonly maxPages: Pages;
}

/** A memory block that was hot-added. */
export interface HotBlock {
  readonly number: BlockNumber;
  readonly node: NodeId;
  readonly group: number;
  /** Pages at its start that hold its memmap: V or 0. */
  readonly vmemmap: Pages;
  /** The zone it is online in; undefined while it is offline. */
  readonly zone?: ZoneName | undefined;
  /** Pages that were poisoned, ascending: they stay so for as long as the block is there. */
  readonly poisoned?: readonly Pfn[] | undefined;
}

/** What a process of the guest holds: where the pages are is for the kernel to say, which moves them. */
export interface Held {
  readonly pages: Pages;
  /** Blocks with a page that cannot be moved. */
  readonly pinned: ReadonlySet<BlockNumber>;
  /** Whether pages are pinned for long: those are in some kernel zone. */
  readonly long: boolean;
}

export interface World {
  readonly constants: Constants;
  readonly policies: Policies;
  /** Online nodes. An add brings its node online; a removal that leaves it nothing takes it offline `[mm/memory_hotplug.c:try_offline_node]`. */
  readonly nodes: ReadonlySet<NodeId>;
  readonly devices: ReadonlyMap<DaxName, DaxDevice>;
  /** Names in the lists of the drivers, which new_id and remove_id change. */
  readonly ids: Readonly<Record<DaxDriver, ReadonlySet<string>>>;
  /** Devices of the start whose CXL expander is taken out. */
  readonly takenOut: ReadonlySet<DaxName>;
  /** Those whose region was left behind then: it has a place in the window and no target. */
  readonly leftRegions: ReadonlySet<DaxName>;
  readonly added: readonly AddedRange[];
  /** DIMMs that are in their slot and could not be added: the guest has nothing of them. */
  readonly idleDimms: ReadonlySet<DimmName>;
  readonly groups: ReadonlyMap<number, MemoryGroup>;
  readonly blocks: ReadonlyMap<BlockNumber, HotBlock>;
  /** Where the highest range that was ever added ends; it is not taken back `[arch/x86/mm/init_64.c:update_end_of_memory_vars]`. */
  readonly highest: Pfn;
  /** What the memory notifier was told to fail with. */
  readonly injected: ReadonlyMap<NotifierEvent, InjectedErrno>;
  readonly held: Held;
  /** Whether pages of Movable zones may have been anybody's since they went online: then it is not known how their free memory is split. */
  readonly lodged: boolean;
}

export const firstPfn = (constants: Constants, block: BlockNumber): Pfn => pfn(block * constants.blockPages);

/** Pages of a block that the buddy allocator gets: P or P − V. */
export const managedPages = (constants: Constants, block: HotBlock): Pages => pages(constants.blockPages - block.vmemmap);

/** Pages of a block that were taken from the buddy allocator because they are poisoned; one that holds memmap never was there. */
export const lostPages = (constants: Constants, { number, vmemmap, poisoned = [] }: HotBlock): readonly Pfn[] =>
  poisoned.filter((page) => page >= firstPfn(constants, number) + vmemmap);

/** Of the block that the address is in. */
export const blockAt = ({ blockSize }: Pick<Constants, 'blockSize'>, address: Bytes): BlockNumber => blockNumber(Math.floor(address / blockSize));

/** Whether the memmap of an added range is on it: its blocks are alike. */
export const hasOwnMemmap = ({ blocks, constants }: World, { start }: DaxRange): boolean => (blocks.get(blockAt(constants, start))?.vmemmap ?? 0) > 0;

/** The numbers of the blocks of a block-aligned range, ascending. */
export function blocksOf(constants: Constants, range: DaxRange): BlockNumber[] {
  const numbers: BlockNumber[] = [];
  for (let number = range.start / constants.blockSize; number < range.end / constants.blockSize; number++) numbers.push(blockNumber(number));
  return numbers;
}

export const isDimm = (device: DaxName | DimmName): device is DimmName => device.startsWith('dimm');

/** A copy of the blocks with one replaced. */
export function withBlock(world: World, block: HotBlock): World {
  return { ...world, blocks: new Map(world.blocks).set(block.number, block) };
}

export function withDevice(world: World, device: DaxDevice): World {
  return { ...world, devices: new Map(world.devices).set(device.name, device) };
}
