/**
 * What the guest's shell gives to kprobe_events, as orchestrator/lab/guest/calls/probes.ts has it for the agent (a test holds the two against
 * each other): by the arguments' names from BTF, and where a kernel has none for it by register.
 */
import type { CalledFunction } from '../../model/calls.ts';

export interface Probe {
  readonly fn: CalledFunction;
  /** In order of preference; none where only the calls are counted. */
  readonly fetches: readonly string[];
}

const RANGE = ['start=start:x64 size=size:x64', 'start=%di:x64 size=%si:x64'];
const PFNS = (first: string): string[] => [`first=${first}:x64 count=nr_pages:u64`, 'first=%di:x64 count=%si:u64'];

const FETCHES: Readonly<Record<CalledFunction, readonly string[]>> = {
  add_memory_driver_managed: ['start=start:x64 size=size:x64', 'start=%si:x64 size=%dx:x64'],
  arch_add_memory: [
    'node=nid:s32 start=start:x64 size=size:x64 altmap=params->altmap:x64 base=params->altmap->base_pfn:x64 free=params->altmap->free:u64',
    'node=%di:s32 start=%si:x64 size=%dx:x64 altmap=+0(%cx):x64 base=+0(+0(%cx)):x64 free=+24(+0(%cx)):u64',
  ],
  create_memory_block_devices: ['start=start:x64 size=size:x64 altmap=altmap:x64 base=altmap->base_pfn:x64 free=altmap->free:u64', ...RANGE],
  remove_memory_block_devices: RANGE,
  arch_remove_memory: [
    'start=start:x64 size=size:x64 altmap=altmap:x64 base=altmap->base_pfn:x64 free=altmap->free:u64',
    'start=%di:x64 size=%si:x64 altmap=%dx:x64 base=+0(%dx):x64 free=+24(%dx):u64',
  ],
  memory_block_release: ['block=+0(+0(%di)):string'],
  mhp_init_memmap_on_memory: PFNS('pfn'),
  mhp_deinit_memmap_on_memory: PFNS('pfn'),
  online_pages: PFNS('pfn'),
  offline_pages: PFNS('start_pfn'),
};

/** From 7.3 on kmem calls the inner of two functions. */
const SYMBOLS: Partial<Record<CalledFunction, readonly string[]>> = { add_memory_driver_managed: ['__add_memory_driver_managed', 'add_memory_driver_managed'] };

export const counting = (fn: CalledFunction): Probe => ({ fn, fetches: [] });

/** @param altmap whether its altmap was seen when the finding was made: where it was not, it must not be now */
export const fetching = (fn: CalledFunction, altmap: boolean): Probe =>
  ({ fn, fetches: altmap ? FETCHES[fn] : FETCHES[fn].map((fetch) => fetch.replace(/ altmap=.*$/, '')) });

/** Lines for kprobe_events, in order of preference. */
export const definitions = ({ fn, fetches }: Probe): readonly string[] =>
  (SYMBOLS[fn] ?? [fn]).flatMap((symbol) => (fetches.length === 0 ? [''] : fetches).map((fetch) => `p:repro/${fn} ${symbol} ${fetch}`.trimEnd()));
