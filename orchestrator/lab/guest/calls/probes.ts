/**
 * Kprobe events on the hotplug path. Arguments are fetched by their names from BTF, so their positions, which differ between releases,
 * do not matter; where a kernel has no BTF for it, by register where the position never changed. The kernel takes the first that it can.
 */
import type { CalledFunction } from '../../../model/calls.ts';

export interface Probe {
  readonly fn: CalledFunction;
  /** Symbols to probe, the first that exists counts: 7.3 has kmem call the inner of two `[7.3 mm/memory_hotplug.c]`. */
  readonly symbols: readonly string[];
  /** Fetch arguments as kprobe_events takes them, in order of preference. */
  readonly fetches: readonly string[];
}

const RANGE = ['start=start:x64 size=size:x64', 'start=%di:x64 size=%si:x64'];
const PFNS = (first: string): string[] => [`first=${first}:x64 count=nr_pages:u64`, 'first=%di:x64 count=%si:u64'];

export const PROBES: readonly Probe[] = [
  {
    fn: 'add_memory_driver_managed',
    symbols: ['__add_memory_driver_managed', 'add_memory_driver_managed'],
    fetches: ['start=start:x64 size=size:x64', 'start=%si:x64 size=%dx:x64'],
  },
  {
    fn: 'arch_add_memory',
    symbols: ['arch_add_memory'],
    fetches: [
      'node=nid:s32 start=start:x64 size=size:x64 altmap=params->altmap:x64 base=params->altmap->base_pfn:x64 free=params->altmap->free:u64',
      // struct mhp_params begins with its altmap, struct vmem_altmap with base_pfn; free is its fourth word, from 5.9 to 7.3.
      'node=%di:s32 start=%si:x64 size=%dx:x64 altmap=+0(%cx):x64 base=+0(+0(%cx)):x64 free=+24(+0(%cx)):u64',
    ],
  },
  {
    fn: 'create_memory_block_devices',
    symbols: ['create_memory_block_devices'],
    // The altmap is the third argument up to 6.12 and the fourth in 7.2: without BTF only the range is certain.
    fetches: ['start=start:x64 size=size:x64 altmap=altmap:x64 base=altmap->base_pfn:x64 free=altmap->free:u64', ...RANGE],
  },
  { fn: 'remove_memory_block_devices', symbols: ['remove_memory_block_devices'], fetches: RANGE },
  {
    fn: 'arch_remove_memory',
    symbols: ['arch_remove_memory'],
    fetches: [
      'start=start:x64 size=size:x64 altmap=altmap:x64 base=altmap->base_pfn:x64 free=altmap->free:u64',
      'start=%di:x64 size=%si:x64 altmap=%dx:x64 base=+0(%dx):x64 free=+24(%dx):u64',
    ],
  },
  // The name is the first member of the first member of struct device, on every kernel there is.
  { fn: 'memory_block_release', symbols: ['memory_block_release'], fetches: ['block=+0(+0(%di)):string'] },
  { fn: 'mhp_init_memmap_on_memory', symbols: ['mhp_init_memmap_on_memory'], fetches: PFNS('pfn') },
  { fn: 'mhp_deinit_memmap_on_memory', symbols: ['mhp_deinit_memmap_on_memory'], fetches: PFNS('pfn') },
  { fn: 'online_pages', symbols: ['online_pages'], fetches: PFNS('pfn') },
  { fn: 'offline_pages', symbols: ['offline_pages'], fetches: PFNS('start_pfn') },
];

/** Lines for kprobe_events, in order of preference. */
export const definitions = ({ fn, symbols, fetches }: Probe): readonly string[] =>
  symbols.flatMap((symbol) => fetches.map((fetch) => `p:daxlab/${fn} ${symbol} ${fetch}`));
