/** Section 4: how a block goes online. */
import type { Item } from '../item.ts';
import { holdsMemmap, is, wentOnline } from '../step.ts';

const NO_VETO = 'no operation injects errors into the memory notifiers';

export const ONLINE: readonly Item[] = [
  { id: '4/on', text: 'a block that holds its memmap goes online around it', by: (step) => is(step, 'write-state', 'OK') && wentOnline(step).some(holdsMemmap) },
  { id: '4/off', text: 'a block whose memmap is elsewhere goes online whole', by: (step) => is(step, 'write-state', 'OK') && wentOnline(step).some((one) => !holdsMemmap(one)) },
  { id: '4/poison', text: 'a poisoned block: EHWPOISON', notYet: 'no operation poisons a page' },
  { id: '4/veto', text: 'a vetoed block stays offline, all counters as before', notYet: NO_VETO },
];
