/** Mutants of the add path `[mm/memory_hotplug.c:add_memory_resource, create_altmaps_and_memory_blocks; drivers/dax/kmem.c]`. */
import type { ErrnoName } from '../../model/operation.ts';
import { ImaginedKernel } from '../second-opinion/imagined-kernel.ts';
import type { DevDax } from '../second-opinion/kmem.ts';
import type { Group } from '../second-opinion/online-pages.ts';
import { ResourceTree } from '../second-opinion/resource-tree.ts';
import { attribute, bindTo, inject } from '../worlds.ts';
import { adjoining, AUTO_ONLINE, cxl, hmem, LARGE_BLOCKS, ONE_BLOCK } from './guests.ts';
import type { Mutant } from './mutant.ts';

const SECTION = 128 * 1024 * 1024;

/** Not supported, but asked for: one altmap of one block's size for the whole range. */
class FallbackKeepsFlag extends ImaginedKernel {
  override addMemoryResource(node: number, start: number, size: number, memmapOnMemory: boolean, group: Group): ErrnoName {
    if (!memmapOnMemory || this.mhpSupportsMemmapOnMemory()) return super.addMemoryResource(node, start, size, memmapOnMemory, group);
    // The altmap is used up after the first block [vmemmap_populate_hugepages].
    if (size > this.blockBytes) return 'ENOMEM';
    this.createAltmapsAndMemoryBlocks(node, group, start, size);
    this.online.add(node);
    this.onlineAll(start, size);
    return 'OK';
  }
}

/** `altmap.free` of the whole range in every chunk's altmap. */
class AltmapOfTheWholeRange extends ImaginedKernel {
  chunks = 1;
  override createAltmapsAndMemoryBlocks(node: number, group: Group, start: number, size: number): ErrnoName {
    this.chunks = size / this.blockBytes;
    return super.createAltmapsAndMemoryBlocks(node, group, start, size);
  }
  override memmapOnMemoryPages(): number {
    return super.memmapOnMemoryPages() * this.chunks;
  }
}

/** The second chunk begins in the middle of the first, whose sections are there already. */
class StepsBySection extends ImaginedKernel {
  override createAltmapsAndMemoryBlocks(node: number, group: Group, start: number, size: number): ErrnoName {
    const first = super.createAltmapsAndMemoryBlocks(node, group, start, Math.min(size, this.blockBytes));
    return first === 'OK' && size > SECTION ? 'EEXIST' : first;
  }
}

class OneChunkTooMany extends ImaginedKernel {
  override createAltmapsAndMemoryBlocks(node: number, group: Group, start: number, size: number): ErrnoName {
    return super.createAltmapsAndMemoryBlocks(node, group, start, size + this.blockBytes);
  }
}

class LastChunkSkipped extends ImaginedKernel {
  override createAltmapsAndMemoryBlocks(node: number, group: Group, start: number, size: number): ErrnoName {
    return super.createAltmapsAndMemoryBlocks(node, group, start, size - this.blockBytes);
  }
}

class FlagFromCreation extends ImaginedKernel {
  override wantsMemmapOnMemory(dev: DevDax): boolean {
    return dev.seen.memmapOnMemory === '1';
  }
}

/** Neighbouring `System RAM (kmem)` become one. */
class MergedTree extends ResourceTree {
  override lines(): ReturnType<ResourceTree['lines']> {
    const lines = super.lines();
    const ram = lines.filter(({ name }) => name === 'System RAM (kmem)');
    const [first, last] = [ram[0], ram.at(-1)];
    if (!first || !last || first === last) return lines;
    return lines.flatMap((line) => (line === first ? [{ ...first, end: last.end }] : ram.includes(line) ? [] : [line]));
  }
}
class MergesResources extends ImaginedKernel {
  override readonly resources = new MergedTree(this.start.iomem);
}

/** The walk over the new blocks goes on after one that did not go online. */
class AutoOnlineGoesOn extends ImaginedKernel {
  override onlineAll(start: number, size: number): void {
    for (const id of this.idsOf(start, size)) super.onlineAll(id * this.blockBytes, this.blockBytes);
  }
}

/** What the walk came to is what the add comes to. */
class AutoOnlineFailsTheAdd extends ImaginedKernel {
  override addMemoryResource(node: number, start: number, size: number, memmapOnMemory: boolean, group: Group): ErrnoName {
    const done = super.addMemoryResource(node, start, size, memmapOnMemory, group);
    const refused = this.start.parameters.autoOnlineBlocks === 'offline' ? 'OK' : this.notify('MEM_GOING_ONLINE');
    return done === 'OK' ? refused : done;
  }
}

const ON = [attribute('1'), bindTo()];

export const FALLBACK: readonly Mutant[] = [
  { what: 'more than one block', start: cxl({ parameter: 'N' }), kernel: FallbackKeepsFlag, operations: [bindTo()], reveals: { kind: 'errno', fact: /^errno$/ } },
  {
    what: 'one block', start: cxl({ parameter: 'N', ...ONE_BLOCK, ...AUTO_ONLINE }), kernel: FallbackKeepsFlag, operations: [bindTo()],
    reveals: { kind: 'state', fact: /^MemTotal$/ },
  },
];
export const WHOLE_SIZE: readonly Mutant[] = [
  { what: 'every altmap as large as all', start: hmem(AUTO_ONLINE), kernel: AltmapOfTheWholeRange, operations: ON, reveals: { kind: 'state', fact: /^MemTotal$/ } },
];
export const WRONG_STEP: readonly Mutant[] = [
  { what: 'a section for a block of two', start: hmem(LARGE_BLOCKS), kernel: StepsBySection, operations: ON, reveals: { kind: 'errno', fact: /^errno$/ } },
  { what: '<= for <', start: hmem(), kernel: OneChunkTooMany, operations: ON, reveals: { kind: 'state', fact: /^memory40\/state$/ } },
];
export const SKIPPED: readonly Mutant[] = [
  { what: 'a block less', start: hmem(), kernel: LastChunkSkipped, operations: ON, reveals: { kind: 'state', fact: /^memory39\/state$/ } },
  {
    what: 'iomem longer than the blocks', start: hmem(), kernel: LastChunkSkipped, operations: ON,
    reveals: { kind: 'conservation', fact: /^blocks that System RAM in \/proc\/iomem covers beyond the start$/ },
  },
];
export const SAMPLED_EARLY: readonly Mutant[] = [
  { what: 'set before the bind', start: hmem(AUTO_ONLINE), kernel: FlagFromCreation, operations: ON, reveals: { kind: 'state', fact: /^MemTotal$/ } },
  { what: 'set before the bind, by the calls', start: hmem(), kernel: FlagFromCreation, operations: ON, reveals: { kind: 'calls', fact: /^arch_add_memory$/ } },
];
export const MERGED: readonly Mutant[] = [
  { what: 'ranges next to each other', start: adjoining(), kernel: MergesResources, operations: [bindTo()], reveals: { kind: 'state', fact: /^iomem\/.*System RAM \(kmem\)$/ } },
];
const vetoed = { start: hmem({ faults: true, ...AUTO_ONLINE }), operations: [inject('MEM_GOING_ONLINE', 'EIO'), bindTo()] };
export const AUTO_ONLINE_VETOED: readonly Mutant[] = [
  { ...vetoed, what: 'goes on', kernel: AutoOnlineGoesOn, reveals: { kind: 'calls', fact: /^online_pages$/ } },
  { ...vetoed, what: 'fails the bind', kernel: AutoOnlineFailsTheAdd, reveals: { kind: 'errno', fact: /^errno$/ } },
];
