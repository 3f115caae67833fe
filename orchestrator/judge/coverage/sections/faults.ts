/** Section 9: faults from userspace. */
import type { Item } from '../item.ts';

const fault = (id: string, text: string, notYet: string): Item => ({ id: `9/${id}`, text, notYet });

export const FAULTS: readonly Item[] = [
  fault('notifier', 'notifier error injection', 'no operation injects errors'),
  fault('exhaustion', 'an add that runs out of memory', 'no machine has that little memory'),
  fault('unmovable', 'the memmap of a second device in kernel blocks of the first', 'whether it lies there is not read'),
  fault('hwpoison', 'a poisoned page', 'no operation poisons a page'),
  fault('pins', 'long-term pins in a block that goes offline', 'no operation pins pages'),
  fault('concurrency', 'state writers against bind and unbind', 'operations run one after another'),
];
