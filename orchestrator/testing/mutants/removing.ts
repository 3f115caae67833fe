/** Mutants of the remove path `[mm/memory_hotplug.c:try_remove_memory]`. */
import type { ErrnoName } from '../../model/operation.ts';
import { ImaginedKernel } from '../second-opinion/imagined-kernel.ts';
import type { MemoryBlock } from '../second-opinion/memory-blocks.ts';
import { attribute, bindTo, state, unbindFrom } from '../worlds.ts';
import { hmem } from './guests.ts';
import type { Mutant } from './mutant.ts';

/** Block by block wherever the parameter is on, whatever was added. */
class AlwaysByBlock extends ImaginedKernel {
  override memoryBlocksHaveAltmaps(): boolean {
    return this.mhpSupportsMemmapOnMemory();
  }
}

/** The reference taken to look at the block's altmap is not given back. */
class KeepsReference extends ImaginedKernel {
  kept = false;
  override removeMemoryBlocksAndAltmaps(start: number, size: number): void {
    this.kept = true;
    super.removeMemoryBlocksAndAltmaps(start, size);
    this.kept = false;
  }
  override memoryBlockRelease(block: MemoryBlock): void {
    if (!this.kept) super.memoryBlockRelease(block);
  }
}

class CountsAltmapsWrong extends ImaginedKernel {
  override memoryBlocksHaveAltmaps(ids: readonly number[]): boolean | 'EINVAL' {
    const right = super.memoryBlocksHaveAltmaps(ids);
    if (right === true) this.printed.push('[   20.0] WARNING: CPU: 0 PID: 101 at mm/memory_hotplug.c:2255 memory_blocks_have_altmaps+0x8c/0xa0');
    return right === true ? 'EINVAL' : right;
  }
}

/** Removes until it meets a block that is online. */
class RemovesUntilOnline extends ImaginedKernel {
  override tryRemoveMemory(start: number, size: number): ErrnoName {
    const online = this.idsOf(start, size).findIndex((id) => this.blocks.get(id)?.zone);
    if (online > 0) this.removeMemoryBlockDevices(start, online * this.blockBytes);
    return super.tryRemoveMemory(start, size);
  }
}

const ON = [attribute('1'), bindTo(), unbindFrom()];

export const BY_BLOCK: readonly Mutant[] = [
  { what: 'a gigabyte mapped by one entry', start: hmem(), kernel: AlwaysByBlock, operations: [bindTo(), unbindFrom()], reveals: { kind: 'state', fact: /^DirectMap1G$/ } },
  { what: 'a gigabyte, by the calls', start: hmem(), kernel: AlwaysByBlock, operations: [bindTo(), unbindFrom()], reveals: { kind: 'calls', fact: /^arch_remove_memory$/ } },
];
export const REFERENCE: readonly Mutant[] = [
  { what: 'by the calls', start: hmem(), kernel: KeepsReference, operations: ON, reveals: { kind: 'calls', fact: /^memory_block_release$/ } },
  { what: 'by the balance', start: hmem(), kernel: KeepsReference, operations: ON, reveals: { kind: 'conservation', fact: /^memory_block objects not released$/ } },
];
export const COUNT: readonly Mutant[] = [
  { what: 'memory stuck', start: hmem(), kernel: CountsAltmapsWrong, operations: ON, reveals: { kind: 'state', fact: /^memory32\/state$/ } },
  { what: 'a warning', start: hmem(), kernel: CountsAltmapsWrong, operations: ON, reveals: { kind: 'log', fact: /memory_blocks_have_altmaps/ } },
];
export const PARTIAL: readonly Mutant[] = [
  {
    what: 'one block online', start: hmem(), kernel: RemovesUntilOnline, operations: [bindTo(), state(35, 'online_movable'), unbindFrom()],
    reveals: { kind: 'state', fact: /^memory32\/state$/ },
  },
];

/** On memory that does not hold its memmap the reference leak does not show. */
export const WITHOUT_EFFECT = { start: hmem(), kernel: KeepsReference, operations: [bindTo(), unbindFrom()] };
