/**
 * Everything read from the guest at one moment, parsed. Produced by lab/guest/observe, consumed by the model (first one of
 * a guest) and the judge (every one).
 */
import type { DaxDriver, DaxName, NotifierEvent } from './operation.ts';
import type { BlockNumber, Bytes, Kibibytes, NodeId, Pages, Pfn } from './units.ts';

export const ZONE_NAMES = ['DMA', 'DMA32', 'Normal', 'Movable', 'Device'] as const;
export type ZoneName = (typeof ZONE_NAMES)[number];

/** /sys/devices/system/memory/memoryN. */
export interface BlockObservation {
  readonly number: BlockNumber;
  /** `online`, `offline` or `going-offline`. */
  readonly state: string;
  /** The words of valid_zones in their order. */
  readonly validZones: readonly string[];
  readonly removable: boolean;
  /** From the `%08lx` of phys_index. */
  readonly physIndex: BlockNumber;
  /** Target of the nodeN link, absent where there is none. */
  readonly node?: NodeId | undefined;
}

/** One zone of /proc/zoneinfo. */
export interface ZoneObservation {
  readonly node: NodeId;
  readonly zone: ZoneName;
  readonly free: Pages;
  readonly spanned: Pages;
  readonly present: Pages;
  readonly managed: Pages;
  /** Printed only for a zone that has present pages `[mm/vmstat.c:zoneinfo_show_print]`. */
  readonly startPfn?: Pfn | undefined;
  /** Sum of the per-cpu lists' `count:`, which nr_free_pages leaves out. */
  readonly perCpuFree: Pages;
}

/** One line of /proc/buddyinfo: free blocks of each order, from 0. Populated zones only. */
export interface BuddyObservation {
  readonly node: NodeId;
  readonly zone: ZoneName;
  readonly free: readonly number[];
}

/** One line of the second table of /proc/pagetypeinfo: pageblocks of each migrate type. Populated zones only. */
export interface PageblockObservation {
  readonly node: NodeId;
  readonly zone: ZoneName;
  /** `Unmovable`, `Movable`, `Reclaimable`, … to their counts. */
  readonly types: Readonly<Record<string, number>>;
}

/** Of the first pages of a block, as many as could hold its memmap: how many are marked as doing so (/proc/kpageflags bit 37 alone). */
export interface SelfHostedObservation {
  readonly first: Pfn;
  readonly count: Pages;
}

/** Some pages of a block in /proc/kpageflags and /proc/kpagecount. */
export interface PageFlagsObservation {
  readonly first: Pfn;
  readonly count: Pages;
  /** Values as `0x400`, with how many of the pages have them. */
  readonly flags: Readonly<Record<string, number>>;
  /** How many of the pages have a count that is not 0; absent where it was not asked for. */
  readonly counted?: number | undefined;
}

/** Memory that a process of the guest holds, from its /proc/self/pagemap and from what it read. */
export interface HeldObservation {
  readonly how: 'filled' | 'pinned' | 'pinned-long';
  /** Pages that are there, and how many of them in which block. */
  readonly pages: Pages;
  readonly blocks: Readonly<Record<string, number>>;
  /** Pages that hold something else than was written to them, and the first few of them: where they are, and which of the pages that are held. */
  readonly changed: number;
  readonly first: readonly { readonly pfn: Pfn; readonly place: number }[];
}

/** What the kernel keeps an object for each of. */
export interface KobjectObservation {
  /** Directories of sysfs to how many entries they have. */
  readonly entries: Readonly<Record<string, number>>;
  /** /sys/kernel/slab/kernfs_node_cache/objects: nodes of sysfs and its like, whole slabs of each processor's included. */
  readonly kernfsNodes?: number | undefined;
}

/** /sys/devices/system/node/nodeN. */
export interface NodeObservation {
  readonly node: NodeId;
  readonly memTotal: Kibibytes;
  readonly memFree: Kibibytes;
  /** Whether access0 is there: what the firmware says of its memory's speed. Absent from records of before it was looked at. */
  readonly accessClasses?: boolean | undefined;
}

/** /sys/devices/system/node/{online,has_memory,has_normal_memory,has_cpu}, expanded. */
export interface NodeMasks {
  readonly online: readonly NodeId[];
  readonly hasMemory: readonly NodeId[];
  readonly hasNormalMemory: readonly NodeId[];
  readonly hasCpu: readonly NodeId[];
}

/** One line of /proc/iomem; `depth` is its indentation / 2. `end` is inclusive. */
export interface IomemEntry {
  readonly depth: number;
  readonly start: Bytes;
  readonly end: Bytes;
  readonly name: string;
}

/** One mappingN of a dax device; `end` is inclusive. */
export interface DaxMapping {
  readonly start: Bytes;
  readonly end: Bytes;
}

/** dax_region, beside a dax device. */
export interface DaxRegionObservation {
  readonly size: Bytes;
  /** What no device of it has; absent where its driver says what devices there are `[drivers/dax/bus.c:is_static]`. */
  readonly available?: Bytes | undefined;
}

/** /sys/bus/dax/devices/daxX.Y. */
export interface DaxObservation {
  readonly name: DaxName;
  /** Which driver made it, from where the device hangs in sysfs; it decides the attribute's default (SEMANTICS 1.4). */
  readonly origin?: 'cxl' | 'hmem' | 'pmem' | undefined;
  readonly driver?: DaxDriver | undefined;
  readonly size: Bytes;
  readonly align?: Bytes | undefined;
  readonly targetNode: number;
  readonly mappings: readonly DaxMapping[];
  /** The dax region that it is of. Absent from records of before it was looked at. */
  readonly region?: DaxRegionObservation | undefined;
  /** Text of memmap_on_memory without its newline; absent where the kernel has no such attribute. */
  readonly memmapOnMemory?: string | undefined;
  /** Text of 7.3's `state`, present only while bound to kmem. */
  readonly state?: string | undefined;
}

/** Lines of /proc/meminfo that are read. `CommitLimit` and the DirectMaps are not on every configuration. */
export interface MeminfoObservation {
  readonly memTotal: Kibibytes;
  readonly memFree: Kibibytes;
  readonly commitLimit?: Kibibytes | undefined;
  readonly directMap4k?: Kibibytes | undefined;
  readonly directMap2M?: Kibibytes | undefined;
  readonly directMap1G?: Kibibytes | undefined;
  readonly hardwareCorrupted?: Kibibytes | undefined;
}

export interface VmstatObservation {
  /** From 6.11. */
  readonly nrMemmapPages?: Pages | undefined;
  readonly nrMemmapBootPages?: Pages | undefined;
}

/** Text of each parameter file without its newline; absent where there is no file. */
export interface ParameterObservation {
  readonly memmapOnMemory?: string | undefined;
  readonly onlinePolicy?: string | undefined;
  readonly autoMovableRatio?: string | undefined;
  readonly autoMovableNumaAware?: string | undefined;
  /** /sys/devices/system/memory/auto_online_blocks. */
  readonly autoOnlineBlocks?: string | undefined;
}

/** Ways to have the kernel fail on purpose: whether they are there, and what they are set to. */
export interface FaultInjectionObservation {
  /** /sys/devices/system/memory/hard_offline_page can be written (CONFIG_MEMORY_FAILURE). */
  readonly hardOfflinePage: boolean;
  /** Events to the negative errno or 0 that memory-notifier-error-inject has them fail with; absent where it is not loaded. */
  readonly notifierErrors?: Readonly<Record<NotifierEvent, number>> | undefined;
}

export interface Observation {
  readonly release: string;
  readonly commandLine: string;
  /** /proc/sys/kernel/tainted. */
  readonly tainted: number;
  readonly blockSize: Bytes;
  readonly blocks: readonly BlockObservation[];
  readonly zones: readonly ZoneObservation[];
  readonly nodes: readonly NodeObservation[];
  readonly nodeMasks: NodeMasks;
  readonly meminfo: MeminfoObservation;
  readonly vmstat: VmstatObservation;
  readonly buddy: readonly BuddyObservation[];
  readonly pageblocks: readonly PageblockObservation[];
  /** Only of the blocks that were asked about. */
  readonly selfHosted: readonly SelfHostedObservation[];
  /** Only of blocks that were asked about. Absent from records of before it was looked at. */
  readonly pageFlags?: readonly PageFlagsObservation[] | undefined;
  /** What the kernel told udev of blocks and nodes since the observation before, in order: `online@memory32`. Absent from records of before it was listened to. */
  readonly uevents?: readonly string[] | undefined;
  /** Pages that /proc/kpageflags is long. Absent where the kernel has none, and from records of before it was looked at. */
  readonly kpageflagsPages?: Pages | undefined;
  /** Absent from records of before it was looked at. */
  readonly kobjects?: KobjectObservation | undefined;
  /** Absent while nothing is held. */
  readonly held?: readonly HeldObservation[] | undefined;
  readonly minFreeKbytes: Kibibytes;
  readonly overcommitRatio: number;
  readonly iomem: readonly IomemEntry[];
  readonly dax: readonly DaxObservation[];
  readonly parameters: ParameterObservation;
  /** Absent from records of before it was looked at. */
  readonly faultInjection?: FaultInjectionObservation | undefined;
  /** /sys/kernel/debug/kmemleak is there (CONFIG_DEBUG_KMEMLEAK). Absent from records of before it was looked at. */
  readonly kmemleak?: boolean | undefined;
}
