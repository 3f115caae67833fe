/** Section 4: how a block goes online. */
import { onlineType } from '../../../model/transitions/block-state.ts';
import { refusal } from '../../../model/transitions/notifier.ts';
import type { Item } from '../item.ts';
import { block, holdsMemmap, is, wentOnline, written, type Step } from '../step.ts';

function vetoed(step: Step): boolean {
  const one = block(step);
  const type = onlineType(written(step));
  return one !== undefined && !one.zone && !one.poisoned && type !== undefined && type !== 'offline' && refusal(step.before, 'MEM_GOING_ONLINE') === step.errno;
}

export const ONLINE: readonly Item[] = [
  { id: '4/on', text: 'a block that holds its memmap goes online around it', by: (step) => is(step, 'write-state', 'OK') && wentOnline(step).some(holdsMemmap) },
  { id: '4/off', text: 'a block whose memmap is elsewhere goes online whole', by: (step) => is(step, 'write-state', 'OK') && wentOnline(step).some((one) => !holdsMemmap(one)) },
  { id: '4/poison', text: 'a poisoned block: EHWPOISON', by: (step) => is(step, 'write-state', 'EHWPOISON') },
  { id: '4/veto', text: 'a vetoed block stays offline, all counters as before', by: vetoed },
];
