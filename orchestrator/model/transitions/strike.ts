/**
 * A fault on the way through an operation: the call at which a function of the hotplug path returns an errno without having run. What its caller must do
 * then is the contract of SEMANTICS 3.3, whichever errno it is: what was done before is undone, and the writer is told.
 */
import type { Call } from '../calls.ts';
import type { ArgumentNumber, Fault, FaultErrno, Occasion } from '../fault.ts';

/** What fails, as its caller sees it: the group of a binding, the add of a range, the mapping of a chunk, its devices; a block's memmap and its pages; the removal of a range. */
export type Step = 'group' | 'add' | 'map' | 'create' | 'initialise' | 'online' | 'offline' | 'remove';

interface Failing {
  readonly step: Step;
  /** By then the end of memory has been raised, which is never taken back `[arch/x86/mm/init_64.c:add_pages]`. */
  readonly raised?: true;
}

/** Functions that return an errno, each called once for the step that it is: who calls them passes it on. */
const FALLIBLE: ReadonlyMap<string, Failing> = new Map<string, Failing>([
  ['memory_group_register_static', { step: 'group' }],
  ['add_memory_driver_managed', { step: 'add' }],
  ['add_memory_resource', { step: 'add' }],
  ['arch_add_memory', { step: 'map' }],
  ['add_pages', { step: 'map' }],
  ['__add_pages', { step: 'map', raised: true }],
  ['create_memory_block_devices', { step: 'create' }],
  ['mhp_init_memmap_on_memory', { step: 'initialise' }],
  ['online_pages', { step: 'online' }],
  ['offline_pages', { step: 'offline' }],
  ['start_isolate_page_range', { step: 'offline' }],
  ['remove_memory', { step: 'remove' }],
  ['try_remove_memory', { step: 'remove' }],
]);

/** Their names, for whoever fails all of them in turn. */
export const FALLIBLE_FUNCTIONS: readonly string[] = [...FALLIBLE.keys()];

export interface Strike extends Failing {
  readonly errno: FaultErrno;
  /** `call` counts down. */
  readonly at: Occasion;
}

/** Undefined where the fault is no error path. */
export function strikeOf(fault: Fault | undefined): Strike | undefined {
  const failing = fault && FALLIBLE.get(fault.in);
  if (!failing || fault.does.kind !== 'fail' || fault.does.after) return undefined;
  return { ...failing, errno: fault.does.errno, at: fault.at };
}

/** What becomes of a strike at a step: it strikes, and there is none any more, or it is for a later one. */
export interface Met {
  readonly errno?: FaultErrno | undefined;
  readonly strike?: Strike | undefined;
}

/** @param call what is called for the step, where the witness knows its arguments */
export function meet(strike: Strike | undefined, step: Step, call?: Call): Met {
  if (strike?.step !== step) return { strike };
  if ('argument' in strike.at) return call && argumentOf(call, strike.at.argument) === strike.at.is ? { errno: strike.errno } : { strike };
  return strike.at.call === 1 ? { errno: strike.errno } : { strike: { ...strike, at: { call: strike.at.call - 1 } } };
}

/** What the witness knows of it. */
function argumentOf(call: Call, argument: ArgumentNumber): number | undefined {
  switch (call.fn) {
    case 'add_memory_driver_managed':
      return [undefined, call.start, call.size][argument - 1];
    case 'arch_add_memory':
      return [call.node, call.start, call.size][argument - 1];
    case 'create_memory_block_devices':
    case 'remove_memory_block_devices':
    case 'arch_remove_memory':
      return [call.start, call.size][argument - 1];
    case 'mhp_init_memmap_on_memory':
    case 'mhp_deinit_memmap_on_memory':
    case 'online_pages':
    case 'offline_pages':
      return [call.first, call.count][argument - 1];
    case 'memory_block_release':
      return undefined;
  }
}
