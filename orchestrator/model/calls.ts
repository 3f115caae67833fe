/**
 * Calls of the kernel's hotplug path, as the call witness records them: function, and the arguments that say which chunk and which
 * altmap (SEMANTICS 3.2, 4, 6.3).
 */
import { bytes, pages, pfn, type BlockNumber, type Bytes, type NodeId, type Pages, type Pfn } from './units.ts';
import { blocksOf, firstPfn, type Constants, type DaxRange, type HotBlock } from './world.ts';

/** `[include/linux/memremap.h: struct vmem_altmap]`: where the chunk's memmap lies, and how many pages it may take. */
export interface Altmap {
  readonly base: Pfn;
  readonly free: Pages;
}

/** Seconds of the guest's clock; a prediction has none, nor has a record of before they were kept. */
interface Timed {
  readonly at?: number | undefined;
}

export type Call = Timed & (
  | { readonly fn: 'add_memory_driver_managed'; readonly start: Bytes; readonly size: Bytes }
  | { readonly fn: 'arch_add_memory'; readonly node: NodeId; readonly start: Bytes; readonly size: Bytes; readonly altmap?: Altmap | undefined }
  | { readonly fn: 'create_memory_block_devices'; readonly start: Bytes; readonly size: Bytes; readonly altmap?: Altmap | undefined }
  | { readonly fn: 'remove_memory_block_devices'; readonly start: Bytes; readonly size: Bytes }
  | { readonly fn: 'arch_remove_memory'; readonly start: Bytes; readonly size: Bytes; readonly altmap?: Altmap | undefined }
  /** Without a block: of a device that never came to its name. */
  | { readonly fn: 'memory_block_release'; readonly block?: BlockNumber | undefined }
  | { readonly fn: 'mhp_init_memmap_on_memory'; readonly first: Pfn; readonly count: Pages }
  | { readonly fn: 'mhp_deinit_memmap_on_memory'; readonly first: Pfn; readonly count: Pages }
  | { readonly fn: 'online_pages'; readonly first: Pfn; readonly count: Pages }
  | { readonly fn: 'offline_pages'; readonly first: Pfn; readonly count: Pages }
);

export type CalledFunction = Call['fn'];

export const CALLED_FUNCTIONS = [
  'add_memory_driver_managed', 'arch_add_memory', 'create_memory_block_devices', 'remove_memory_block_devices', 'arch_remove_memory', 'memory_block_release',
  'mhp_init_memmap_on_memory', 'mhp_deinit_memmap_on_memory', 'online_pages', 'offline_pages',
] as const satisfies readonly CalledFunction[];

const sizeOf = ({ start, end }: DaxRange): Bytes => bytes(end - start);

/** One piece of an add or a remove: a whole range, or a memory block with its altmap. */
interface Chunk {
  readonly start: Bytes;
  readonly size: Bytes;
  readonly altmap?: Altmap | undefined;
  readonly blocks: readonly BlockNumber[];
}

/** `[mm/memory_hotplug.c:create_altmaps_and_memory_blocks, add_memory_resource]` */
function chunks(constants: Constants, range: DaxRange, vmemmap: Pages): readonly Chunk[] {
  const blocks = blocksOf(constants, range);
  if (vmemmap === 0) return [{ start: range.start, size: sizeOf(range), blocks }];
  return blocks.map((block) => ({
    start: bytes(block * constants.blockSize), size: constants.blockSize, blocks: [block], altmap: { base: firstPfn(constants, block), free: vmemmap },
  }));
}

/** What kmem calls; ACPI goes in by another door `[mm/memory_hotplug.c:__add_memory]`. */
export const driverManagedAdd = (range: DaxRange): Call => ({ fn: 'add_memory_driver_managed', start: range.start, size: sizeOf(range) });

export function addCalls(constants: Constants, range: DaxRange, node: NodeId, vmemmap: Pages): readonly Call[] {
  return chunks(constants, range, vmemmap).flatMap(({ start, size, altmap }): Call[] => [
    { fn: 'arch_add_memory', node, start, size, altmap },
    { fn: 'create_memory_block_devices', start, size, altmap },
  ]);
}

/** Of a range whose memmap finds no room: the kernel does not get beyond the first step. */
export function failedAddCalls(range: DaxRange, node: NodeId): readonly Call[] {
  return [
    driverManagedAdd(range),
    { fn: 'arch_add_memory', node, start: range.start, size: sizeOf(range) },
  ];
}

/** Every block is released while its chunk's devices are removed: nothing else holds it. */
export function removeCalls(constants: Constants, range: DaxRange, vmemmap: Pages): readonly Call[] {
  return pieces(constants, range, vmemmap).flatMap(({ start, size, altmap, blocks }): Call[] => [
    { fn: 'remove_memory_block_devices', start, size },
    ...blocks.map((block): Call => ({ fn: 'memory_block_release', block })),
    { fn: 'arch_remove_memory', start, size, altmap },
  ]);
}

/** The series as posted removes block by block wherever the parameter allows a memmap on memory, whether the memory has one or not (SEMANTICS 6.3). */
function pieces(constants: Constants, range: DaxRange, vmemmap: Pages): readonly Chunk[] {
  const whole = chunks(constants, range, vmemmap);
  if (vmemmap > 0 || constants.semantics.generation !== 'v5' || (constants.parameter ?? 'N') === 'N') return whole;
  return blocksOf(constants, range).map((block) => ({ start: bytes(block * constants.blockSize), size: constants.blockSize, blocks: [block] }));
}

/** `[drivers/base/memory.c:memory_block_online]`: what was initialised is taken back where the pages do not go online. */
export function onlineCalls(constants: Constants, { number, vmemmap }: HotBlock, done: boolean): readonly Call[] {
  const first = firstPfn(constants, number);
  return [
    ...(vmemmap > 0 ? [{ fn: 'mhp_init_memmap_on_memory', first, count: vmemmap } as const] : []),
    { fn: 'online_pages', first: pfn(first + vmemmap), count: pages(constants.blockPages - vmemmap) },
    ...(vmemmap > 0 && !done ? [{ fn: 'mhp_deinit_memmap_on_memory', first, count: vmemmap } as const] : []),
  ];
}

/** `[drivers/base/memory.c:memory_block_offline]`: the memmap is taken out of use only where the pages went offline. */
export function offlineCalls(constants: Constants, { number, vmemmap }: HotBlock, done: boolean): readonly Call[] {
  const first = firstPfn(constants, number);
  return [
    { fn: 'offline_pages', first: pfn(first + vmemmap), count: pages(constants.blockPages - vmemmap) },
    ...(vmemmap > 0 && done ? [{ fn: 'mhp_deinit_memmap_on_memory', first, count: vmemmap } as const] : []),
  ];
}
