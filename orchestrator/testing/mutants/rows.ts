/** Every row of SEMANTICS 12, in its order: the mutants that stand for it, or why there is none. */
import { MARKS, MIGRATE_TYPE, PRESENT } from './accounting.ts';
import { AUTO_ONLINE_VETOED, FALLBACK, MERGED, SAMPLED_EARLY, SKIPPED, WHOLE_SIZE, WRONG_STEP } from './adding.ts';
import { DEFAULTS, READBACK, STORE } from './attribute.ts';
import { LEAK, UNDERFLOW, UNWOUND } from './failing.ts';
import type { Row } from './mutant.ts';
import { BY_BLOCK, COUNT, PARTIAL, REFERENCE } from './removing.ts';

const NO_FAULT = 'a chunk that fails after others were added needs a fault that no operation injects';

export const ROWS: readonly Row[] = [
  { row: 'M1', subject: 'the fallback keeps MHP_MEMMAP_ON_MEMORY', mutants: FALLBACK },
  { row: 'M2', subject: 'earlier chunks are not unwound', cannot: NO_FAULT },
  { row: 'M3', subject: 'memory without an altmap is removed block by block', mutants: BY_BLOCK },
  { row: 'M4', subject: 'no altmap in the error path of a chunk', cannot: NO_FAULT },
  { row: 'M5', subject: 'a memory_block reference leaks on removal', mutants: REFERENCE },
  { row: 'M7', subject: 'vmemmap accounting underflows', mutants: UNDERFLOW },
  { row: 'M8', subject: 'the parameter reads back wrong', mutants: READBACK },
  { row: 'M9', subject: 'mem_hotplug_lock is not taken', cannot: 'shows in races alone, and as a report of lockdep, which stock kernels have not' },
  { row: 'M10', subject: 'a failed add leaks', mutants: LEAK },
  { row: 'M11', subject: 'altmap is set before the device is registered', cannot: NO_FAULT },
  { row: 'M13', subject: '__add_pages does not unwind', mutants: UNWOUND },
  { row: 'M14', subject: 'HVO of a self-hosted vmemmap', cannot: 'no operation allocates huge pages, and no machine boots with hugetlb_free_vmemmap=on' },
  { row: 'M15', subject: 'V is not added to present', mutants: PRESENT },
  { row: 'M18', subject: 'altmap.free of the whole size', mutants: WHOLE_SIZE },
  { row: 'M20', subject: 'the loop steps wrong', mutants: WRONG_STEP },
  { row: 'M21', subject: 'the last chunk is skipped', mutants: SKIPPED },
  { row: 'M22', subject: 'force is not rounded, or Y is', cannot: 'V is a multiple of 512 for every block size of x86, so rounding changes nothing' },
  { row: 'M23', subject: 'altmaps are counted wrong', mutants: COUNT },
  { row: 'M25', subject: 'defaults swapped', mutants: DEFAULTS },
  { row: 'M27', subject: 'the store lacks EBUSY, or compares before it parses', mutants: STORE },
  { row: 'M29', subject: 'the flag is sampled when the device is made', mutants: SAMPLED_EARLY },
  { row: 'M31', subject: 'MHP_MERGE_RESOURCE', mutants: MERGED },
  { row: 'M33', subject: 'SetPageVmemmapSelfHosted is missing', mutants: MARKS },
  { row: 'M35', subject: 'the memmap is MIGRATE_MOVABLE', mutants: MIGRATE_TYPE },
  { row: 'M41', subject: 'auto-online goes on, or fails the bind', mutants: AUTO_ONLINE_VETOED },
  { row: 'M42', subject: 'an unbind removes a part', mutants: PARTIAL },
];
