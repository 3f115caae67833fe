/** Mutants of what going online accounts for and marks `[drivers/base/memory.c:memory_block_online; mm/memory_hotplug.c:mhp_init_memmap_on_memory]`. */
import type { ErrnoName } from '../../model/operation.ts';
import { ImaginedKernel } from '../second-opinion/imagined-kernel.ts';
import type { MemoryBlock } from '../second-opinion/memory-blocks.ts';
import type { MigrateType } from '../second-opinion/zone.ts';
import type { Going } from '../second-opinion/zone-policy.ts';
import { attribute, bindTo, state } from '../worlds.ts';
import { hmem } from './guests.ts';
import type { Mutant } from './mutant.ts';

class MemmapNotPresent extends ImaginedKernel {
  override memoryBlockOnline(block: MemoryBlock, type: Going): ErrnoName {
    const done = super.memoryBlockOnline(block, type);
    if (block.altmap && block.zone) this.adjustPresentPageCount(block.zone, block.group, -block.altmap.free);
    return done;
  }
}

class MemmapNotMarked extends ImaginedKernel {
  override setVmemmapSelfHosted(): void {
    // The marks are left out.
  }
}

class MemmapMovable extends ImaginedKernel {
  override memmapMigrateType(): MigrateType {
    return 'Movable';
  }
}

const operations = [attribute('1'), bindTo(), state(32, 'online_movable')];

export const PRESENT: readonly Mutant[] = [
  { what: 'a Movable block', start: hmem(), kernel: MemmapNotPresent, operations, reveals: { kind: 'state', fact: /^node1\/Movable\/present$/ } },
];
export const MARKS: readonly Mutant[] = [
  { what: 'a Movable block', start: hmem(), kernel: MemmapNotMarked, operations, reveals: { kind: 'state', fact: /^memory32\/self_hosted_pages$/ } },
];
export const MIGRATE_TYPE: readonly Mutant[] = [
  { what: 'a Movable block', start: hmem(), kernel: MemmapMovable, operations, reveals: { kind: 'state', fact: /^node1\/Movable\/pageblocks$/ } },
];
