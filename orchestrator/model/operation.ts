/**
 * One thing done to the guest: a single sysfs write whose errno is observed, or a DIMM plugged or unplugged, for which what the guest's
 * kernel answers through ACPI stands for the errno. The guest or QEMU performs it, the model predicts it.
 */
import type { ErrnoName } from './errno.ts';
import { describeFault, type Faulted } from './fault.ts';
import type { BlockNumber, Bytes, NodeId, Pages, Pfn } from './units.ts';

export { ERRNO, errnoName, type ErrnoName } from './errno.ts';

/** `daxX.Y`. */
export type DaxName = `dax${number}.${number}`;
export type DaxDriver = 'kmem' | 'device_dax';
/** Files of a dax driver: names in its list match whatever kind their device is of. */
export const ID_FILES = ['new_id', 'remove_id'] as const;
export type IdFile = (typeof ID_FILES)[number];
/** A DIMM of the machine description, plugged or not. */
export type DimmName = `dimm${number}`;

/** Files of a dax region that make devices and do away with them. */
export const REGION_FILES = ['create', 'delete'] as const;
export type RegionFile = (typeof REGION_FILES)[number];
/** What changes which dax devices there are, and what of the memory is whose. */
export const reshapes = ({ kind }: Operation): boolean => kind === 'write-dax-size' || kind === 'write-dax-mapping' || kind === 'write-dax-region';

/** Values of memoryN/state and auto_online_blocks `[drivers/base/memory.c:online_type_to_str]`. */
export const ONLINE_TYPES = ['offline', 'online', 'online_kernel', 'online_movable'] as const;
export type OnlineType = (typeof ONLINE_TYPES)[number];

/** Events of the memory notifier that memory-notifier-error-inject can fail `[lib/memory-notifier-error-inject.c]`. */
export const NOTIFIER_EVENTS = ['MEM_GOING_ONLINE', 'MEM_GOING_OFFLINE'] as const;
export type NotifierEvent = (typeof NOTIFIER_EVENTS)[number];

/** Files below /sys/devices/system/memory and /sys/module/memory_hotplug/parameters that decide how blocks go online. */
export const POLICY_NAMES = ['auto_online_blocks', 'online_policy', 'auto_movable_ratio', 'auto_movable_numa_aware'] as const;
export type PolicyName = (typeof POLICY_NAMES)[number];

/** Ways to hold a page fast: as a pipe does (FOLL_GET), which nobody asks to be short, and for as long as the pinner likes (FOLL_LONGTERM). */
export const PINS = ['pipe', 'long-term'] as const;
export type Pin = (typeof PINS)[number];

/** What a dax device is made of, and goes with. */
export const MAKERS = ['region', 'namespace'] as const;
export type Maker = (typeof MAKERS)[number];

export type SingleOperation =
  /** Write `value`, as it stands, to /sys/bus/dax/devices/<device>/memmap_on_memory. */
  | { readonly kind: 'write-attribute'; readonly device: DaxName; readonly value: string }
  /** Write the device's name to /sys/bus/dax/drivers/kmem/bind. */
  | { readonly kind: 'bind'; readonly device: DaxName }
  /** Write the device's name to /sys/bus/dax/drivers/kmem/unbind. */
  | { readonly kind: 'unbind'; readonly device: DaxName }
  /** Write `value`, as it stands, to /sys/bus/dax/drivers/<driver>/<file>. */
  | { readonly kind: 'write-id'; readonly driver: DaxDriver; readonly file: IdFile; readonly value: string }
  /** Write `value`, as it stands, to /sys/bus/dax/devices/<device>/state, which 7.3 shows of a device that kmem has. */
  | { readonly kind: 'write-dax-state'; readonly device: DaxName; readonly value: string }
  /** Write `value`, as it stands, to /sys/bus/dax/devices/<device>/size or mapping: its memory is more or less, or another range besides. */
  | { readonly kind: 'write-dax-size'; readonly device: DaxName; readonly value: string }
  | { readonly kind: 'write-dax-mapping'; readonly device: DaxName; readonly value: string }
  /** Write `value`, as it stands, to dax_region/<file> of the region that dax<region>.0 is of: a device more or less. */
  | { readonly kind: 'write-dax-region'; readonly region: number; readonly file: RegionFile; readonly value: string }
  /** Write `value`, as it stands, to /sys/devices/system/memory/memory<block>/state. */
  | { readonly kind: 'write-state'; readonly block: BlockNumber; readonly value: string }
  /** Write `value`, as it stands, to the policy's file. */
  | { readonly kind: 'write-policy'; readonly policy: PolicyName; readonly value: string }
  /** Have the memory notifier fail the event with an errno from now on; OK takes that back. */
  | { readonly kind: 'inject-notifier'; readonly event: NotifierEvent; readonly errno: InjectedErrno }
  /** Write the page's address to hard_offline_page. `block`, which the page is in, is for titles: a pfn is an address. */
  | { readonly kind: 'poison-page'; readonly block: BlockNumber; readonly pfn: Pfn }
  /** Have a process of the guest take so many pages of a node, write to all of them, and keep them. */
  | { readonly kind: 'fill'; readonly node: NodeId; readonly pages: Pages }
  /** Have it take a page of the block, write to it, and pin it. */
  | { readonly kind: 'pin'; readonly block: BlockNumber; readonly node: NodeId; readonly by: Pin }
  /** Have it give back everything. */
  | { readonly kind: 'release' }
  /** Make the CXL region that the dax device is of, or have dax_pmem take the namespace: writes of their own, the first that fails says why. */
  | { readonly kind: 'make'; readonly what: Maker; readonly device: DaxName }
  /** Take that back, whatever its driver has of it. */
  | { readonly kind: 'destroy'; readonly what: Maker; readonly device: DaxName }
  /** Have QEMU take out the CXL expander that the dax device's region is on, as by the slot's button; and plug in one like it, with other memory. */
  | { readonly kind: 'unplug-cxl'; readonly device: DaxName }
  | { readonly kind: 'plug-cxl'; readonly device: DaxName }
  /** Have QEMU plug the DIMM in: its memory begins at `start` and belongs to `node`. */
  | { readonly kind: 'plug-dimm'; readonly dimm: DimmName; readonly start: Bytes; readonly size: Bytes; readonly node: NodeId }
  /** Have QEMU ask for the DIMM back: the guest offlines, removes and ejects it, or refuses. */
  | { readonly kind: 'unplug-dimm'; readonly dimm: DimmName }
  /** Have kmemleak look for memory that nobody points to any more: it reports what it finds on the console. */
  | { readonly kind: 'seek-leaks' };

export type Operation =
  /** With a fault, where one is armed for as long as it takes. */
  | (SingleOperation & Faulted)
  /** Writes that as many processes of the guest make at the same time. */
  | { readonly kind: 'together'; readonly operations: readonly SingleOperation[] };

export type OperationKind = Operation['kind'];

/** EHWPOISON is left out: what really is poisoned must be told from it. */
export type InjectedErrno = Exclude<ErrnoName, 'EHWPOISON'>;

/** The operation in words, for titles and time lines: stable, without addresses. */
export function describe(operation: Operation): string {
  return operation.kind !== 'together' && operation.fault ? `${inWords(operation)} (${describeFault(operation.fault)})` : inWords(operation);
}

function inWords(operation: Operation): string {
  switch (operation.kind) {
    case 'together':
      return `at once ${operation.operations.map(describe).join(' and ')}`;
    case 'write-attribute':
      return `write ${JSON.stringify(operation.value)} to ${operation.device}/memmap_on_memory`;
    case 'bind':
      return `bind ${operation.device} to kmem`;
    case 'unbind':
      return `unbind ${operation.device} from kmem`;
    case 'write-id':
      return `write ${JSON.stringify(operation.value)} to ${operation.driver}/${operation.file}`;
    case 'write-dax-state':
      return `write ${JSON.stringify(operation.value)} to ${operation.device}/state`;
    case 'write-dax-size':
      return `write ${JSON.stringify(operation.value)} to ${operation.device}/size`;
    case 'write-dax-mapping':
      // What is written are addresses.
      return `write a range to ${operation.device}/mapping`;
    case 'write-dax-region':
      return `write ${JSON.stringify(operation.value)} to dax_region/${operation.file} of dax${operation.region}.0`;
    case 'write-state':
      return `write ${JSON.stringify(operation.value)} to memory${operation.block}/state`;
    case 'write-policy':
      return `write ${JSON.stringify(operation.value)} to ${operation.policy}`;
    case 'inject-notifier':
      return operation.errno === 'OK' ? `let ${operation.event} succeed again` : `have ${operation.event} fail with ${operation.errno}`;
    case 'poison-page':
      return `poison a page of memory${operation.block}`;
    case 'fill':
      return `fill ${operation.pages} pages of node ${operation.node}`;
    case 'pin':
      return `pin a page of memory${operation.block} (${operation.by})`;
    case 'release':
      return 'release what is held';
    case 'make':
    case 'destroy':
      return `${operation.kind} the ${operation.what} of ${operation.device}`;
    case 'unplug-cxl':
      return `take out the CXL device of ${operation.device}`;
    case 'plug-cxl':
      return `plug in a CXL device for ${operation.device}`;
    case 'plug-dimm':
      return `plug in ${operation.dimm}`;
    case 'unplug-dimm':
      return `unplug ${operation.dimm}`;
    case 'seek-leaks':
      return 'have kmemleak look for lost memory';
  }
}
