/** Section 5: each observable, when it was read after an operation that can move it; and each column of the table. */
import type { Observation, PageFlagsObservation } from '../../../model/observation.ts';
import { isFresh } from '../../../model/observables/zones.ts';
import type { Item } from '../item.ts';
import type { HotBlock } from '../../../model/world.ts';
import { created, holdsMemmap, isOnline, onlineBlocks, removed, wentOffline, wentOnline, type Step } from '../step.ts';

const addedOrRemoved = (step: Step): boolean => created(step).length > 0 || removed(step).length > 0;
const moved = (step: Step): boolean => wentOnline(step).length > 0 || wentOffline(step).length > 0;

const byAdd = (id: string, text: string, read: (observation: Observation) => boolean = () => true): Item => ({ id: `5/${id}`, text, by: (step) => addedOrRemoved(step) && read(step.observation) });
const byOnline = (id: string, text: string, read: (observation: Observation) => boolean = () => true): Item => ({ id: `5/${id}`, text, by: (step) => moved(step) && read(step.observation) });
const byFresh = (id: string, text: string, read: (observation: Observation) => boolean = () => true): Item => ({
  id: `5/${id}`, text, by: (step) => read(step.observation) && [...wentOnline(step), ...wentOffline(step)].some(({ node, zone }) => isFresh(step.after, node, zone)),
});
/** Of a block that was looked at: `pages` are those that were read of it. */
const byLook = (id: string, text: string, by: (step: Step, block: HotBlock, pages: readonly PageFlagsObservation[]) => boolean): Item => ({
  id: `5/${id}`, text, by: (step) => [...step.after.blocks.values()].some((block) => {
    const first = block.number * step.after.constants.blockPages;
    const pages = (step.observation.pageFlags ?? []).filter((one) => one.first >= first && one.first < first + step.after.constants.blockPages);
    return pages.length > 1 && by(step, block, pages);
  }),
});
const column = (id: string, text: string, by: (step: Step) => boolean): Item => ({ id: `5/${id}`, text, by });

export const OBSERVABLES: readonly Item[] = [
  column('add-off', 'after an add without the memmap on memory', (step) => created(step).some((block) => !holdsMemmap(block))),
  column('add-on', 'after an add with the memmap on memory', (step) => created(step).some(holdsMemmap)),
  column('online-off', 'after a block without its memmap went online', (step) => wentOnline(step).some((block) => !holdsMemmap(block))),
  column('online-on', 'after a block that holds its memmap went online', (step) => wentOnline(step).some(holdsMemmap)),
  byOnline('MemTotal', 'MemTotal'),
  byOnline('node-MemTotal', 'MemTotal of a node'),
  byOnline('present', 'present pages of a zone'),
  byOnline('managed', 'managed pages of a zone'),
  byOnline('spanned', 'spanned pages and first pfn of a zone'),
  byFresh('free', 'free pages of a fresh Movable zone'),
  byAdd('MemFree', 'free memory and per-cpu lists of the boot nodes'),
  byAdd('nr_memmap_pages', 'nr_memmap_pages', ({ vmstat }) => vmstat.nrMemmapPages !== undefined),
  byAdd('DirectMap', 'the sum of DirectMap4k, 2M and 1G', ({ meminfo }) => meminfo.directMap4k !== undefined),
  byAdd('DirectMap1G', 'DirectMap1G', ({ meminfo }) => meminfo.directMap1G !== undefined),
  byOnline('CommitLimit', 'CommitLimit', ({ meminfo }) => meminfo.commitLimit !== undefined),
  byOnline('min_free_kbytes', 'min_free_kbytes'),
  byLook('kpageflags-offline', '/proc/kpageflags of pages that are not online', (step, block) => block.zone === undefined && step.after.constants.semantics.hiddenFlags !== 'unknown'),
  {
    id: '5/kpageflags-memmap', text: '/proc/kpageflags of the pages that hold a memmap',
    by: (step) => onlineBlocks(step.after).some((block) => holdsMemmap(block) && step.observation.selfHosted.some(({ first }) => first === block.number * step.after.constants.blockPages)),
  },
  byLook('kpageflags-rest', '/proc/kpageflags of the other pages of a fresh block', (step, block) => block.zone !== undefined && isFresh(step.after, block.node, block.zone)),
  byLook('kpagecount', '/proc/kpagecount of the pages that hold a memmap', (_step, block, [head]) => holdsMemmap(block) && isOnline(block) && head?.counted !== undefined),
  byFresh('buddyinfo', '/proc/buddyinfo of a fresh Movable zone', ({ buddy }) => buddy.length > 0),
  byFresh('pagetypeinfo', '/proc/pagetypeinfo of a fresh Movable zone', ({ pageblocks }) => pageblocks.length > 0),
  { id: '5/HVO', text: 'nr_memmap_pages with hugetlb_free_vmemmap', notYet: 'no operation allocates huge pages' },
  byAdd('memoryN', '/sys/devices/system/memory/memoryN'),
  byOnline('valid_zones', 'valid_zones'),
  byAdd('removable', 'removable'),
  byAdd('node-links', 'the link from a block to its node'),
  byOnline('node-masks', 'has_memory and has_normal_memory'),
  byAdd('iomem', '/proc/iomem'),
  { id: '5/lsmem', text: 'lsmem total against MemTotal', notYet: 'follows from block states and MemTotal, which are read' },
  column('uevents', 'uevents of blocks and nodes', (step) => (addedOrRemoved(step) || moved(step)) && step.observation.uevents !== undefined),
  { id: '5/dyndbg', text: 'debug lines of online_pages and offline_pages', notYet: 'dynamic debug is not switched on: its lines say what the arguments of online_pages and offline_pages do, which the call witness records' },
  byAdd('kpageflags-length', 'length of /proc/kpageflags', ({ kpageflagsPages }) => kpageflagsPages !== undefined),
];
