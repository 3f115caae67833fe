/** Mutants that do not give back what they took, or give back another's: what the conservation laws see, whatever else does. */
import type { ErrnoName } from '../../model/operation.ts';
import { ImaginedKernel } from '../second-opinion/imagined-kernel.ts';
import type { MemoryBlock } from '../second-opinion/memory-blocks.ts';
import type { Altmap } from '../second-opinion/physical-memory.ts';
import type { Zone } from '../second-opinion/zone.ts';
import { attribute, bindTo, state, unbindFrom } from '../worlds.ts';
import { hmem } from './guests.ts';
import type { Mutant } from './mutant.ts';

/** A block released twice in place of its neighbour: the numbers are right. */
class ReleasesNeighbour extends ImaginedKernel {
  override memoryBlockRelease(block: MemoryBlock): void {
    super.memoryBlockRelease(block.id === 33 ? { ...block, id: 34 } : block);
  }
}

class LeavesLastChunkMapped extends ImaginedKernel {
  override archRemoveMemory(start: number, size: number, altmap: Altmap | undefined): void {
    if (start + size < 5 * 2 ** 30) super.archRemoveMemory(start, size, altmap);
  }
}

/** The memmap's pages stay in their zone after the block went offline. */
class MemmapStaysInUse extends ImaginedKernel {
  override mhpDeinitMemmapOnMemory(): void {
    // Forgotten.
  }
}

class OnlinesAPageLess extends ImaginedKernel {
  override onlinePages(start: number, count: number, zone: Zone, group: MemoryBlock['group']): ErrnoName {
    const done = super.onlinePages(start, count, zone, group);
    zone.managed -= 1;
    return done;
  }
}

/** What is removed takes a page of ordinary memory with it. */
class TakesAPage extends ImaginedKernel {
  override tryRemoveMemory(start: number, size: number): ErrnoName {
    this.node(0).zone('DMA32').managed -= 1;
    return super.tryRemoveMemory(start, size);
  }
}

class KeepsResource extends ImaginedKernel {
  override tryRemoveMemory(start: number, size: number): ErrnoName {
    const done = super.tryRemoveMemory(start, size);
    this.resources.request(start, size, 'System RAM (kmem)');
    return done;
  }
}

const ON = [attribute('1'), bindTo(), unbindFrom()];
const ONLINE = [attribute('1'), bindTo(), state(32, 'online_movable'), state(32, 'offline'), unbindFrom()];
const conservation = (fact: RegExp) => ({ kind: 'conservation', fact }) as const;

export const BALANCE: readonly Mutant[] = [
  { what: 'a block released for another', start: hmem(), kernel: ReleasesNeighbour, operations: ON, reveals: conservation(/^blocks that were released more or less often/) },
  { what: 'a chunk that stays mapped', start: hmem(), kernel: LeavesLastChunkMapped, operations: ON, reveals: conservation(/^blocks mapped by arch_add_memory more often/) },
  { what: 'a memmap that stays in use', start: hmem(), kernel: MemmapStaysInUse, operations: ONLINE, reveals: conservation(/^blocks whose memmap is in use/) },
  { what: 'a page that does not go online', start: hmem(), kernel: OnlinesAPageLess, operations: ONLINE.slice(0, 3), reveals: conservation(/^pages managed beyond the start/) },
  { what: 'a page of ordinary memory', start: hmem(), kernel: TakesAPage, operations: ON, reveals: conservation(/^node0\/DMA32\/managed$/) },
  { what: 'an entry of iomem', start: hmem(), kernel: KeepsResource, operations: ON, reveals: conservation(/^blocks that System RAM in \/proc\/iomem covers/) },
];
