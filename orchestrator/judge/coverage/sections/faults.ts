/** Section 9: faults from userspace, and how the kernel answers. */
import type { Item } from '../item.ts';
import { is, wentOffline } from '../step.ts';

const fault = (id: string, text: string, notYet: string): Item => ({ id: `9/${id}`, text, notYet });

export const FAULTS: readonly Item[] = [
  { id: '9/notifier', text: 'notifier error injection', by: (step) => step.operation.kind === 'inject-notifier' && step.operation.errno !== 'OK' && step.errno === 'OK' },
  { id: '9/exhaustion', text: 'an add that runs out of memory', by: (step) => is(step, 'bind', 'ENOMEM') },
  fault('unmovable', 'the memmap of a second device in kernel blocks of the first', 'whether it lies there is not read'),
  { id: '9/hwpoison', text: 'a poisoned page', by: (step) => is(step, 'poison-page', 'OK') },
  { id: '9/hwpoison-memmap', text: 'a poisoned page of a memmap: EBUSY', by: (step) => is(step, 'poison-page', 'EBUSY') },
  { id: '9/hwpoison-twice', text: 'a page that is poisoned already: EHWPOISON', by: (step) => is(step, 'poison-page', 'EHWPOISON') },
  { id: '9/hwpoison-offline', text: 'a page that is not online: ENXIO', by: (step) => is(step, 'poison-page', 'ENXIO') },
  { id: '9/pins', text: 'a page that is pinned in a block that is asked to go offline: EINTR, with a signal', by: (step) => is(step, 'write-state', 'EINTR') },
  { id: '9/long-pins', text: 'a page that is pinned for long leaves zone Movable, and its block goes offline', by: (step) => is(step, 'write-state', 'OK') && step.before.held.pages > 0 && (step.observation.held ?? []).some(({ how }) => how === 'pinned-long') && wentOffline(step).length > 0 },
  fault('concurrency', 'state writers against bind and unbind', 'operations run one after another'),
];
