/** Mutants of adds that fail: memory runs out while the memmap of a large device is allocated from ordinary memory (SEMANTICS 3.3). */
import { GIB } from '../../model/units.ts';
import { ImaginedKernel } from '../second-opinion/imagined-kernel.ts';
import { bindTo } from '../worlds.ts';
import { hmem } from './guests.ts';
import type { Mutant } from './mutant.ts';

/** 128 GiB, whose memmap takes 2 GiB: all that there is. */
const LARGE = hmem({ devices: [{ name: 'dax0.0', start: 4 * GIB, end: 132 * GIB }] });

/** Sections stay as far as memory reached, with their memmap, and the direct map of the whole range `[mm/memory_hotplug.c:__add_pages]`. */
class NothingUnwound extends ImaginedKernel {
  override unwind(): void {
    // Nobody does.
  }
}

/** What is freed is counted twice, so that the counter goes below 0. */
class MemmapCountedTwice extends ImaginedKernel {
  override unwind(start: number, size: number, sections: number): void {
    super.unwind(start, size, sections);
    this.memmapPages -= sections * 512;
  }
}

/** The sections go and their memmap is not freed. */
class MemmapLeaks extends ImaginedKernel {
  override unwind(start: number, size: number, sections: number): void {
    super.unwind(start, size, sections);
    this.memmapPagesElsewhere += sections * 512;
  }
}

const spoils = { start: LARGE, operations: [bindTo()] };

export const UNWOUND: readonly Mutant[] = [
  { ...spoils, what: 'sections and memmap stay', kernel: NothingUnwound, reveals: { kind: 'conservation', fact: /^nr_memmap_pages$/ } },
  { ...spoils, what: 'the direct map stays', kernel: NothingUnwound, reveals: { kind: 'conservation', fact: /^DirectMap$/ } },
];
export const UNDERFLOW: readonly Mutant[] = [
  { ...spoils, what: 'after a failed add', kernel: MemmapCountedTwice, reveals: { kind: 'conservation', fact: /^nr_memmap_pages$/ } },
];
export const LEAK: readonly Mutant[] = [
  { ...spoils, what: 'the memmap', kernel: MemmapLeaks, reveals: { kind: 'conservation', fact: /^free memory of the boot nodes/ } },
];
