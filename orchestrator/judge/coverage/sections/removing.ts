/** Sections 6.3 and 6.4: removal by unbinding, and what stays. */
import { blocksOf, isDimm, type AddedRange, type DaxDevice, type World } from '../../../model/world.ts';
import type { Item } from '../item.ts';
import { device, holdsMemmap, is, isOnline, removed, wentOffline, wentOnline, type Step } from '../step.ts';

const gone = ({ before, after }: Step): AddedRange[] => before.added.filter((range) => !after.added.includes(range));
const owner = (world: World, { device: name }: AddedRange): DaxDevice | undefined => (isDimm(name) ? undefined : world.devices.get(name));
/** Ranges that belong to no binding any more. */
const left = ({ before }: Step, name?: string): AddedRange[] => before.added.filter((range) => (name === undefined || range.device === name)
  && !isDimm(range.device) && (owner(before, range)?.bound !== true || owner(before, range)?.group !== range.group));
const own = (step: Step): AddedRange[] => step.before.added.filter((range) => range.device === device(step)?.name && range.group === device(step)?.group);
const hasOnline = ({ before }: Step, range: AddedRange): boolean => blocksOf(before.constants, range).some((number) => { const block = before.blocks.get(number); return block !== undefined && isOnline(block); });
const unbound = (step: Step): boolean => is(step, 'unbind', 'OK');
/** The block whose state was written lies in a range that was left. */
const ofLeft = (step: Step, numbers: readonly { readonly number: number }[]): boolean => is(step, 'write-state', 'OK')
  && left(step).some((range) => blocksOf(step.before.constants, range).some((number) => numbers.some((one) => one.number === number)));

export const REMOVING: readonly Item[] = [
  { id: '6.3/online', text: 'one block online: nothing of its range is removed', by: (step) => unbound(step) && own(step).some((range) => hasOnline(step, range)) },
  { id: '6.3/off', text: 'memory without altmaps is removed as a whole', by: (step) => unbound(step) && removed(step).some((block) => !holdsMemmap(block)) },
  { id: '6.3/on', text: 'memory with altmaps is removed block by block', by: (step) => unbound(step) && removed(step).some(holdsMemmap) },
  { id: '6.3/parameter-off', text: 'with the parameter off altmaps are not looked for', by: (step) => unbound(step) && removed(step).length > 0 && step.before.constants.parameter === 'N' },
  { id: '6.3/some-altmaps', text: 'altmaps of some blocks only: EINVAL', notYet: 'unreachable through kmem: one range is added with one flag' },
  { id: '6.3/node-gone', text: 'a node without blocks, spanned pages and CPU disappears', by: (step) => unbound(step) && step.after.nodes.size < step.before.nodes.size },
  { id: '6.3/node-stays', text: 'a node that has something else stays', by: (step) => unbound(step) && gone(step).length > 0 && step.after.nodes.size === step.before.nodes.size },
  { id: '6.4/not-bound', text: 'unbind of what is not bound: ENODEV', by: (step) => is(step, 'unbind', 'ENODEV') },
  { id: '6.4/stuck', text: 'an unbind with a block online succeeds, blocks and resources stay', by: (step) => unbound(step) && own(step).some((range) => hasOnline(step, range)) },
  { id: '6.4/others', text: 'other ranges of the same device are removed', by: (step) => unbound(step) && gone(step).length > 0 && own(step).some((range) => hasOnline(step, range)) },
  { id: '6.4/offline-later', text: 'a block that was left goes offline', by: (step) => ofLeft(step, wentOffline(step)) },
  { id: '6.4/online-later', text: 'a block that was left goes online', by: (step) => ofLeft(step, wentOnline(step)) },
  { id: '6.4/bind-again', text: 'binding again what was left: EBUSY', by: (step) => is(step, 'bind', 'EBUSY') && device(step)?.bound === false },
  { id: '6.4/bind-rest', text: 'binding again adds the ranges that were removed', by: (step) => is(step, 'bind', 'OK') && left(step, device(step)?.name).length > 0 },
  { id: '6.4/left-for-good', text: 'a later unbind does not remove what an earlier one left', by: (step) => unbound(step) && left(step, device(step)?.name).length > 0 },
  { id: '6.4/attribute', text: 'the attribute of a device whose memory was left can be written', by: (step) => is(step, 'write-attribute', 'OK') && left(step, device(step)?.name).length > 0 && device(step)?.bound === false },
  { id: '6.4/size', text: 'the size of a device whose memory was left can be set to 0 and reused', by: (step) => is(step, 'write-dax-size', 'OK') && left(step, device(step)?.name).length > 0 && device(step)?.bound === false },
];
