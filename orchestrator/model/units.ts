/**
 * Branded units. A number of one unit never passes for another without a named conversion.
 *
 * Addresses are held as checked integers: every physical address that QEMU's x86 machines can have (52 bits) is exactly
 * representable, and `safe` refuses anything beyond 2^53 - 1.
 */
declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** A size or a physical address, in bytes. */
export type Bytes = Unit<'bytes'>;
/** A count of 4 KiB pages. */
export type Pages = Unit<'pages'>;
/** A page frame number: physical address / 4096. */
export type Pfn = Unit<'pfn'>;
/** The N of /sys/devices/system/memory/memoryN: physical address / block size. */
export type BlockNumber = Unit<'block'>;
/** A NUMA node id. */
export type NodeId = Unit<'node'>;
/** 1024 bytes, the unit of /proc/meminfo. */
export type Kibibytes = Unit<'KiB'>;

export const PAGE_SIZE = 4096;

function safe(value: number, what: string): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${what} is not an exact integer: ${value}`);
  return value;
}

export const bytes = (value: number): Bytes => safe(value, 'byte count') as Bytes;
export const pages = (value: number): Pages => safe(value, 'page count') as Pages;
export const pfn = (value: number): Pfn => safe(value, 'page frame number') as Pfn;
export const blockNumber = (value: number): BlockNumber => safe(value, 'memory block number') as BlockNumber;
export const nodeId = (value: number): NodeId => safe(value, 'node id') as NodeId;
export const kibibytes = (value: number): Kibibytes => safe(value, 'KiB count') as Kibibytes;

export const KIB = 1024;
export const MIB = 1024 * KIB;
export const GIB = 1024 * MIB;

export const pagesOf = (size: Bytes): Pages => pages(size / PAGE_SIZE);
export const pfnOf = (address: Bytes): Pfn => pfn(address / PAGE_SIZE);
export const pagesToKibibytes = (count: Pages): Kibibytes => kibibytes(count * (PAGE_SIZE / KIB));
