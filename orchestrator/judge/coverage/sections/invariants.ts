/** Section 11: the invariants, when an operation could have broken them and what tells was read. */
import { MIB } from '../../../model/units.ts';
import { isFresh } from '../../../model/observables/zones.ts';
import { isKernelZone } from '../../../model/zones.ts';
import type { Item } from '../item.ts';
import { block, created, device, holdsMemmap, is, onlineBlocks, removed, wentOffline, wentOnline, type Step } from '../step.ts';

const moved = (step: Step) => [...wentOnline(step), ...wentOffline(step)];
const addedOrRemoved = (step: Step): boolean => created(step).length > 0 || removed(step).length > 0;
const failed = ({ errno }: Step): boolean => errno !== 'OK';
const fresh = (step: Step) => moved(step).filter(({ node, zone }) => isFresh(step.after, node, zone));
const unboundAll = (step: Step): boolean => is(step, 'unbind', 'OK') && step.before.added.length > 0 && step.after.added.length === 0;
const lookedAt = (step: Step, kind: (one: { readonly vmemmap: number }) => boolean): boolean =>
  onlineBlocks(step.after).some((one) => kind(one) && step.observation.selfHosted.some(({ first }) => first === one.number * step.after.constants.blockPages));
const mixed = (step: Step): boolean => onlineBlocks(step.after).some((one) => holdsMemmap(one) && onlineBlocks(step.after).some((other) => other.node === one.node && !holdsMemmap(other)));

const invariant = (number: number, text: string, by: (step: Step) => boolean): Item => ({ id: `I${number}`, text, by });
const notYet = (number: number, text: string, reason: string): Item => ({ id: `I${number}`, text, notYet: reason });

export const INVARIANTS: readonly Item[] = [
  invariant(1, 'MemTotal gains P − V a block', (step) => moved(step).length > 0),
  invariant(2, 'present − managed is V for each block that holds its memmap', (step) => moved(step).some(holdsMemmap)),
  invariant(3, 'MemTotal of a node is what its zones manage', (step) => moved(step).length > 0),
  invariant(4, 'a zone spans the hull of its online blocks', (step) => moved(step).length > 0),
  invariant(5, 'present does not know on from off', (step) => moved(step).some(holdsMemmap)),
  invariant(6, 'nr_memmap_pages: 512 a section, on or off', (step) => addedOrRemoved(step) && step.observation.vmstat.nrMemmapPages !== undefined),
  invariant(7, 'the direct map grows by what is added', (step) => addedOrRemoved(step) && step.observation.meminfo.directMap4k !== undefined),
  invariant(8, 'chunks below 1 GiB never make DirectMap1G grow', (step) => created(step).some(holdsMemmap) && step.after.constants.blockSize < 1024 * MIB && step.observation.meminfo.directMap1G !== undefined),
  invariant(9, 'blocks fill the aligned ranges', (step) => addedOrRemoved(step)),
  invariant(10, 'pages that hold a memmap are marked, and no others', (step) => lookedAt(step, ({ vmemmap }) => vmemmap > 0) || lookedAt(step, ({ vmemmap }) => vmemmap === 0)),
  invariant(11, 'Unmovable pageblocks of a fresh Movable zone are those of the memmaps', (step) => fresh(step).some(holdsMemmap) && step.observation.pageblocks.length > 0),
  invariant(12, 'a fresh Movable zone is all free', (step) => fresh(step).length > 0),
  invariant(13, 'CommitLimit follows MemTotal', (step) => moved(step).length > 0 && step.observation.meminfo.commitLimit !== undefined),
  invariant(14, 'one System RAM (kmem) for each range', (step) => addedOrRemoved(step)),
  invariant(15, 'what failed leaves everything as it was', (step) => failed(step) && !is(step, 'write-attribute')),
  invariant(16, 'online twice and offline twice: EINVAL', (step) => is(step, 'write-state', 'EINVAL') && block(step) !== undefined),
  invariant(17, 'the attribute reads as it was last written', (step) => is(step, 'write-attribute') && device(step)?.attribute !== undefined),
  invariant(18, 'attribute 1 with the parameter off is off', (step) => is(step, 'bind', 'OK') && device(step)?.attribute === true && step.before.constants.parameter === 'N'),
  invariant(19, 'the attribute has no effect on what is there', (step) => is(step, 'write-attribute', 'OK') && step.before.blocks.size > 0 && step.after.devices.get(device(step)?.name ?? 'dax0.0')?.attribute !== device(step)?.attribute),
  invariant(20, 'an add costs the boot nodes next to nothing, or 512 pages a section', (step) => created(step).length > 0 && !onlineBlocks(step.after).some(({ zone }) => isKernelZone(zone))),
  invariant(21, 'removing everything gives everything back', unboundAll),
  invariant(22, 'an unbind with a block online removes nothing of its range', (step) => is(step, 'unbind', 'OK') && step.after.added.some((range) => range.device === device(step)?.name && range.group === device(step)?.group)),
  invariant(23, 'a node is online while it has a CPU, blocks or spanned pages', (step) => step.before.nodes.size !== step.after.nodes.size),
  // Taint is a fact of every observation, or that is not read at all.
  invariant(24, 'the kernel reports nothing and is not tainted', ({ logWhole }) => logWhole),
  notYet(25, 'HVO changes nr_memmap_pages for blocks without their memmap only', 'no operation allocates huge pages'),
  invariant(26, '/proc/kpageflags never gets shorter', (step) => addedOrRemoved(step) && step.observation.kpageflagsPages !== undefined),
  // While the blocks around it change, or the one that it was in goes.
  invariant(27, 'what is written to the pages of a block stays', (step) => step.before.held.pages > 0 && moved(step).length > 0 && step.observation.held !== undefined),
  { id: 'I27/on', text: 'what is written to blocks that hold their memmap stays while a neighbour goes online', by: (step) => step.before.held.pages > 0 && wentOnline(step).length > 0 && onlineBlocks(step.before).some(holdsMemmap) && step.observation.held !== undefined },
  invariant(28, 'the order in which the same blocks go online does not matter', ({ anotherOrder }) => anotherOrder),
  { id: 'I28/mixed', text: 'blocks with their memmap and blocks without add up on one node', by: mixed },
];
