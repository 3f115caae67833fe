/** Sections 6.1 and 6.2: writes to memoryN/state, and offline. */
import { onlineType } from '../../../model/transitions/block-state.ts';
import { refusal } from '../../../model/transitions/notifier.ts';
import { isKernelZone } from '../../../model/zones.ts';
import type { Item } from '../item.ts';
import { block, holdsMemmap, is, isOnline, onlineBlocks, wentOffline, written, type OnlineBlock, type Step } from '../step.ts';

const online = (word: string): Item => ({ id: `6.1/${word}`, text: `${word} of an offline block: OK`, by: (step) => is(step, 'write-state', 'OK') && onlineType(written(step)) === word });
const refused = (id: string, text: string, by: (step: Step, wasOnline: boolean) => boolean): Item => ({
  id: `6.1/${id}`, text,
  by: (step) => { const one = block(step); return one !== undefined && is(step, 'write-state', 'EINVAL') && by(step, isOnline(one)); },
});
const asksOnline = (step: Step): boolean => !['offline', undefined].includes(onlineType(written(step)));

/** The block that a write took offline was the last of those. */
const last = (step: Step, kind: (block: OnlineBlock) => boolean): boolean => is(step, 'write-state') && wentOffline(step).some((gone) =>
  kind(gone) && !onlineBlocks(step.after).some((other) => other.node === gone.node && kind(other)) && !step.before.constants.start.zones.some(({ node, present }) => node === gone.node && present > 0));

export const BLOCK_STATE: readonly Item[] = [
  online('online'), online('online_kernel'), online('online_movable'),
  refused('online-twice', 'online of a block that is online: EINVAL', (step, wasOnline) => asksOnline(step) && wasOnline),
  { id: '6.1/offline', text: 'offline of a block that is online: OK', by: (step) => is(step, 'write-state', 'OK') && wentOffline(step).length > 0 },
  { id: '6.1/offline-busy', text: 'offline of a block with pages that cannot be moved: EBUSY', by: (step) => is(step, 'write-state', 'EBUSY') },
  refused('offline-twice', 'offline of a block that is offline: EINVAL', (step, wasOnline) => onlineType(written(step)) === 'offline' && !wasOnline),
  refused('else', 'anything else: EINVAL', (step) => onlineType(written(step)) === undefined),
  { id: '6.1/going-offline', text: 'a state that reads going-offline', notYet: 'no operation runs while another does' },
  { id: '6.2/on', text: 'offline of a block that holds its memmap', by: (step) => is(step, 'write-state') && wentOffline(step).some(holdsMemmap) },
  { id: '6.2/off', text: 'offline of a block whose memmap is elsewhere', by: (step) => is(step, 'write-state') && wentOffline(step).some((one) => !holdsMemmap(one)) },
  { id: '6.2/kernel-zone', text: 'offline of a block of a kernel zone: OK', by: (step) => is(step, 'write-state') && wentOffline(step).some(({ zone }) => isKernelZone(zone)) },
  { id: '6.2/last-memory', text: 'the last block of a node takes it out of has_memory', by: (step) => last(step, () => true) },
  { id: '6.2/last-normal', text: 'the last kernel block of a node takes it out of has_normal_memory', by: (step) => last(step, ({ zone }) => isKernelZone(zone)) },
  { id: '6.2/holes', text: 'a block with holes, or of several zones: EINVAL', notYet: 'only boot memory has such blocks, and no operation touches it' },
  {
    id: '6.2/veto', text: 'a vetoed block stays online, all counters as before',
    by: (step) => block(step)?.zone !== undefined && onlineType(written(step)) === 'offline' && refusal(step.before, 'MEM_GOING_OFFLINE') === step.errno,
  },
  { id: '6.2/signal', text: 'a signal while pages are migrated: EINTR', by: (step) => is(step, 'write-state', 'EINTR') },
];
