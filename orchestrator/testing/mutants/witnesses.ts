/** Mutants that only the newer facts of the state witness show: flags of pages, objects in sysfs, free memory of kernel zones. */
import type { ErrnoName } from '../../model/operation.ts';
import { GIB } from '../../model/units.ts';
import { ImaginedKernel } from '../second-opinion/imagined-kernel.ts';
import type { MemoryBlock } from '../second-opinion/memory-blocks.ts';
import { releaseOf } from '../second-opinion/release.ts';
import type { Altmap } from '../second-opinion/physical-memory.ts';
import type { Zone } from '../second-opinion/zone.ts';
import { attribute, bindTo, inject, state, unbindFrom } from '../worlds.ts';
import { hmem } from './guests.ts';
import type { Mutant } from './mutant.ts';

/** What was marked before the veto stays so: the world is the one of before. */
class MarksStayAfterVeto extends ImaginedKernel {
  override memoryBlockOffline(block: MemoryBlock, zone: Zone, isolated: boolean): ErrnoName {
    const done = super.memoryBlockOffline(block, zone, isolated);
    if (done !== 'OK') this.selfHosted.delete(block.id * this.blockPages);
    return done;
  }
}

/** A page more than the memmap has. */
class MarksAPageTooMany extends ImaginedKernel {
  override setVmemmapSelfHosted(start: number, count: number): void {
    super.setVmemmapSelfHosted(start, count + 1);
  }
}

/** A page of the rest is taken by someone. */
class PageInUse extends ImaginedKernel {
  override onlinePages(start: number, count: number, zone: Zone, group: MemoryBlock['group']): ErrnoName {
    const done = super.onlinePages(start, count, zone, group);
    zone.takePage(start + 1);
    return done;
  }
}

/** As if a page that is not online had flags. */
class ShowsFlagsOfNoPage extends ImaginedKernel {
  override readonly release = { ...releaseOf(this.start), flagsOfNoPage: '0x400' };
}

class EndIsTakenBack extends ImaginedKernel {
  override tryRemoveMemory(start: number, size: number): ErrnoName {
    const done = super.tryRemoveMemory(start, size);
    if (done === 'OK') this.maxPfn = 0;
    return done;
  }
}

/** A memmap that is on memory takes ordinary memory as well. */
class MemmapTwice extends ImaginedKernel {
  override countMemmap(sections: number, altmap: Altmap | undefined): void {
    super.countMemmap(sections, altmap);
    if (altmap) this.memmapPagesElsewhere += sections * 512;
  }
}

/** The node of sysfs that was of a block stays when the block goes. */
class KeepsNode extends ImaginedKernel {
  override tryOfflineNode(): void {
    // Stays online without anything.
  }
}

/** Going offline is not told. */
class OfflineIsSilent extends ImaginedKernel {
  override uevent(action: 'online' | 'offline' | 'remove', block: MemoryBlock): void {
    if (action !== 'offline') super.uevent(action, block);
  }
}

const ON = [attribute('1'), bindTo(), state(32, 'online_movable')];
const KERNEL = hmem({ autoOnline: 'online_kernel', devices: [{ name: 'dax0.0', start: 4 * GIB, end: 5 * GIB }] });
const stateFact = (fact: RegExp) => ({ kind: 'state', fact }) as const;

export const WITNESSES: readonly Mutant[] = [
  {
    what: 'marks after a veto', start: hmem({ faults: true }), kernel: MarksStayAfterVeto, operations: [...ON, inject('MEM_GOING_OFFLINE', 'EIO'), state(32, 'offline')],
    reveals: { kind: 'conservation', fact: /^memory32\/memmap_flags$/ },
  },
  { what: 'a mark too many', start: hmem(), kernel: MarksAPageTooMany, operations: ON, reveals: stateFact(/^memory32\/self_hosted_pages_elsewhere$/) },
  { what: 'a page in use', start: hmem(), kernel: PageInUse, operations: ON, reveals: stateFact(/^node1\/Movable\/buddy$/) },
  { what: 'flags of what is not online', start: hmem(), kernel: ShowsFlagsOfNoPage, operations: ON, reveals: stateFact(/^memory33\/page_flags$/) },
  { what: 'an end that is taken back', start: hmem(), kernel: EndIsTakenBack, operations: [bindTo(), unbindFrom()], reveals: stateFact(/^kpageflags_pages$/) },
  { what: 'ordinary memory, while hot memory is in a kernel zone', start: KERNEL, kernel: MemmapTwice, operations: ON.slice(0, 2), reveals: stateFact(/^free memory of all nodes/) },
  { what: 'a uevent', start: hmem(), kernel: OfflineIsSilent, operations: [...ON, state(32, 'offline')], reveals: stateFact(/^memory32\/uevents$/) },
  { what: 'an object of a node', start: hmem(), kernel: KeepsNode, operations: [bindTo(), unbindFrom()], reveals: { kind: 'conservation', fact: /^entries of \/sys\/devices\/system\/node$/ } },
];
