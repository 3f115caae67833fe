/** /proc/kpageflags and /proc/kpagecount of the imagined kernel's blocks: from the marks and from the free pieces, as they lie. */
import type { PageFlagsObservation } from '../../model/observation.ts';
import { pages, pfn } from '../../model/units.ts';
import type { ImaginedKernel } from './imagined-kernel.ts';
import type { MemoryBlock } from './memory-blocks.ts';

/** KPF_OWNER_PRIVATE, KPF_BUDDY, KPF_HWPOISON. */
const [MARKED, FREE, POISONED] = ['0x2000000000', '0x400', '0x80000'];

/** Of each block the pages that could hold its memmap, and all others. */
export function showPageFlags(kernel: ImaginedKernel): PageFlagsObservation[] {
  const free = freePages(kernel);
  return [...kernel.blocks.values()].flatMap((block) => {
    const first = block.id * kernel.blockPages;
    const memmap = kernel.memmapOnMemoryPages();
    return [{ ...show(kernel, block, first, memmap, free), counted: 0 }, show(kernel, block, first + memmap, kernel.blockPages - memmap, free)];
  });
}

type Pieces = ReadonlyMap<number, readonly (readonly [number, number])[]>;

/** By block: where its free pieces begin and end. */
function freePages(kernel: ImaginedKernel): Pieces {
  const pieces = new Map<number, (readonly [number, number])[]>();
  for (const zone of [...kernel.nodes.values()].flatMap(({ zones }) => zones)) {
    for (const [start, order] of zone.freePieces) {
      const block = Math.floor(start / kernel.blockPages);
      const known = pieces.get(block);
      if (known) known.push([start, start + 2 ** order]);
      else pieces.set(block, [[start, start + 2 ** order]]);
    }
  }
  return pieces;
}

function show(kernel: ImaginedKernel, block: MemoryBlock, first: number, count: number, free: Pieces): PageFlagsObservation {
  const place = { first: pfn(first), count: pages(count) };
  if (!block.zone) return { ...place, flags: { [kernel.release.flagsOfNoPage]: count } };
  const within = (start: number, end: number): number => Math.max(0, Math.min(end, first + count) - Math.max(start, first));
  const marked = kernel.selfHosted.get(block.id * kernel.blockPages) ?? 0;
  const poisoned = [...block.poisoned].filter((page) => within(page, page + 1) > 0).length;
  const flags = {
    [MARKED]: within(block.id * kernel.blockPages, block.id * kernel.blockPages + marked),
    [FREE]: (free.get(block.id) ?? []).reduce((sum, [start, end]) => sum + within(start, end), 0),
    [POISONED]: poisoned,
  };
  return { ...place, flags: Object.fromEntries(Object.entries(flags).filter(([, pagesOfIt]) => pagesOfIt > 0)) };
}
