/** Section 3: the add path. */
import { memmapOnMemory } from '../../../model/transitions/bind.ts';
import { blocksOf } from '../../../model/world.ts';
import type { Item } from '../item.ts';
import { created, device, holdsMemmap, is, wentOnline, type Step } from '../step.ts';

const NO_FAULT = 'no operation makes a chunk fail after others were added';

const newRanges = ({ before, after }: Step) => after.added.filter((range) => !before.added.includes(range));
const called = ({ calls }: Step, fn: string): number => calls?.filter((call) => call.fn === fn).length ?? 0;
const nodesChanged = ({ before, after }: Step): boolean => after.nodes.size > before.nodes.size;

export const ADDING: readonly Item[] = [
  { id: '3.1/new-node', text: 'an add brings its node online', by: (step) => is(step, 'bind', 'OK') && nodesChanged(step) },
  { id: '3.1/known-node', text: 'an add to a node that is online', by: (step) => is(step, 'bind', 'OK') && created(step).length > 0 && !nodesChanged(step) },
  {
    id: '3.1/range-left-out', text: 'a later range that is reserved already is left out, the bind succeeds',
    by: (step) => is(step, 'bind', 'OK') && step.before.added.some((range) => range.device === device(step)?.name),
  },
  { id: '3.1/auto-online', text: 'the default online type brings new blocks online', by: (step) => is(step, 'bind', 'OK') && wentOnline(step).length > 0 },
  {
    id: '3.1/auto-online-stops', text: 'auto-online stops at the first block that fails, the bind succeeds',
    by: (step) => is(step, 'bind', 'OK') && step.before.policies.autoOnline !== 'offline' && wentOnline(step).length < created(step).length,
  },
  {
    id: '3.2/split', text: 'memmap on memory: one add with its altmap for each block',
    by: (step) => newRanges(step).some((range) => blocksOf(step.after.constants, range).length > 1) && created(step).every(holdsMemmap) && called(step, 'arch_add_memory') === created(step).length,
  },
  {
    id: '3.2/whole', text: 'without: one add for each range',
    by: (step) => newRanges(step).length > 0 && !created(step).some(holdsMemmap) && called(step, 'arch_add_memory') === newRanges(step).length,
  },
  { id: '3.2/ranges', text: 'several ranges are added one after another', by: (step) => newRanges(step).length > 1 },
  { id: '3.3/altmap', text: 'allocating an altmap fails: earlier chunks are removed', notYet: NO_FAULT },
  { id: '3.3/add', text: 'adding a chunk fails: earlier chunks are removed', notYet: NO_FAULT },
  { id: '3.3/create', text: 'creating a block fails: the chunk is removed with its altmap, and the earlier ones', notYet: NO_FAULT },
  {
    id: '3.3/whole', text: 'adding a whole range runs out of memory half-way: everything is given back',
    by: (step) => { const dev = device(step); return is(step, 'bind', 'ENOMEM') && dev !== undefined && !memmapOnMemory(step.before, dev); },
  },
  {
    id: '3.4/v5', text: 'the series as posted: a bind with the memmap on memory',
    by: (step) => step.before.constants.semantics.generation === 'v5' && is(step, 'bind', 'OK') && created(step).some(holdsMemmap),
  },
];
