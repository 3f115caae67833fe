/** Mutants of what ACPI does with DIMMs `[drivers/acpi/acpi_memhotplug.c, drivers/acpi/scan.c; drivers/base/memory.c:state_store]`. */
import type { DimmName, ErrnoName } from '../../model/operation.ts';
import { ImaginedKernel } from '../second-opinion/imagined-kernel.ts';
import type { Choose, MemoryBlock } from '../second-opinion/memory-blocks.ts';
import type { Group } from '../second-opinion/online-pages.ts';
import type { Going } from '../second-opinion/zone-policy.ts';
import { start } from '../start.ts';
import { inject, plug, state, unplug } from '../worlds.ts';
import type { Mutant } from './mutant.ts';

/** As before the split. */
class AddsWhole extends ImaginedKernel {
  override acpiWantsMemmapOnMemory(size: number): boolean {
    return size === this.blockBytes;
  }
}

class AddsToAnotherNode extends ImaginedKernel {
  override addMemory(_node: number, first: number, size: number, memmapOnMemory: boolean, group: Group): ErrnoName {
    return super.addMemory(0, first, size, memmapOnMemory, group);
  }
}

/** What went offline stays so though the DIMM stays. */
class DoesNotPutOnline extends ImaginedKernel {
  override putOnline(): void {
    // Nothing.
  }
}

/** What state_store was asked for and refused is what the next device_online goes by: kernels do this (docs/findings/online-type-remembered.md). */
class RemembersRefusedType extends ImaginedKernel {
  readonly remembered = new Map<number, Going>();
  override deviceOnline(block: MemoryBlock, type: Going): ErrnoName {
    if (block.zone) this.remembered.set(block.id, type);
    return super.deviceOnline(block, type);
  }
  override putOnline(block: MemoryBlock): void {
    this.deviceOnline(block, this.remembered.get(block.id) ?? 'online');
  }
}

/** Says that it went, and keeps it. */
class KeepsWhatItEjects extends ImaginedKernel {
  override eject(name: DimmName, choose: Choose): ErrnoName {
    const dimm = this.dimms.get(name);
    return dimm && this.tryToOffline(this.idsOf(dimm.start, dimm.size).flatMap((id) => this.blocks.get(id) ?? []), choose) ? 'OK' : 'EBUSY';
  }
}

const good = start({ devices: [] });
const held = { start: good, choose: (errnos: readonly ErrnoName[]): ErrnoName => errnos.at(-1) ?? 'OK' };

export const DIMMS: readonly Mutant[] = [
  { what: 'added as a whole, by the calls', start: good, kernel: AddsWhole, operations: [plug()], reveals: { kind: 'calls', fact: /^arch_add_memory$/ } },
  { what: 'added as a whole, by the state', start: good, kernel: AddsWhole, operations: [plug()], reveals: { kind: 'state', fact: /^DirectMap1G$/ } },
  { what: 'another node', start: good, kernel: AddsToAnotherNode, operations: [plug()], reveals: { kind: 'state', fact: /^memory32\/node$/ } },
  {
    ...held, what: 'left offline', kernel: DoesNotPutOnline, operations: [plug(), state(32, 'online_kernel'), state(33, 'online_movable'), unplug()],
    reveals: { kind: 'conservation', fact: /^memory33\/state$/ },
  },
  {
    ...held, what: 'a refused type is remembered', kernel: RemembersRefusedType,
    operations: [plug(), state(32, 'online_kernel'), state(33, 'online_kernel'), state(33, 'online_movable'), unplug()], reveals: { kind: 'conservation', fact: /^memory33\/valid_zones$/ },
  },
  { what: 'kept', start: good, kernel: KeepsWhatItEjects, operations: [plug(), state(32, 'online_movable'), unplug()], reveals: { kind: 'state', fact: /^memory32\/state$/ } },
  {
    what: 'vetoed, and taken out all the same', start: start({ devices: [], faults: true }),
    kernel: class extends ImaginedKernel { override tryToOffline(): boolean { return true; } },
    operations: [plug(), state(32, 'online_movable'), inject('MEM_GOING_OFFLINE', 'EIO'), unplug()], reveals: { kind: 'errno', fact: /^errno$/ },
  },
];
