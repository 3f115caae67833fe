/** Memory blocks and their state `[drivers/base/memory.c]`. */
import type { ErrnoName } from '../../model/operation.ts';
import { blockNumber, bytes } from '../../model/units.ts';
import type { Group } from './online-pages.ts';
import { isKernelZone } from './node.ts';
import { shown, type Altmap } from './physical-memory.ts';
import type { Zone } from './zone.ts';
import { ZonePolicy, type Going } from './zone-policy.ts';

/** `[include/linux/memory.h: struct memory_block]` */
export interface MemoryBlock {
  readonly id: number;
  readonly node: number;
  readonly group: Group;
  altmap: Altmap | undefined;
  zone: Zone | undefined;
  /** `nr_hwpoison`, with the pages. */
  readonly poisoned: Set<number>;
}

/** Where the kernel may come to one errno or another: chooses one. */
export type Choose = (errnos: readonly ErrnoName[]) => ErrnoName;

export class MemoryBlocks extends ZonePolicy {
  readonly blocks = new Map<number, MemoryBlock>();

  /** `[state_store]` */
  stateStore(id: number, value: string, choose: Choose): ErrnoName {
    const block = this.blocks.get(id);
    if (!block) return 'ENOENT';
    switch (value.replace(/\n$/, '')) {
      case 'online':
        return this.deviceOnline(block, 'online');
      case 'online_kernel':
        return this.deviceOnline(block, 'online_kernel');
      case 'online_movable':
        return this.deviceOnline(block, 'online_movable');
      case 'offline':
        return this.deviceOffline(block, choose);
      default:
        return 'EINVAL';
    }
  }

  /** `[drivers/base/core.c:device_online]`: 1 where it is so already, which the store makes EINVAL. */
  deviceOnline(block: MemoryBlock, type: Going): ErrnoName {
    if (block.zone) return 'EINVAL';
    const done = this.memoryBlockOnline(block, type);
    if (done === 'OK') this.uevent('online', block);
    return done;
  }

  deviceOffline(block: MemoryBlock, choose: Choose): ErrnoName {
    const { zone } = block;
    if (!zone) return 'EINVAL';
    // Isolating comes before the notifiers are asked.
    const answer = this.notify('MEM_GOING_OFFLINE');
    const isStruck = this.struck?.left === 1 && ['offline_pages', 'start_isolate_page_range'].includes(this.struck.fn);
    const waits = this.process.long > 0 && answer === 'OK' ? ['EINTR' as const] : [];
    const came = isStruck || !isKernelZone(zone) || answer === 'EBUSY' ? answer : choose([answer, 'EBUSY', ...waits]);
    this.process.inTheWay = came === 'EINTR' && came !== answer;
    const isolated = isStruck || !isKernelZone(zone) || answer === 'EBUSY' || came !== 'EBUSY';
    const done = this.memoryBlockOffline(block, zone, isolated);
    if (done === 'OK') this.uevent('offline', block);
    return done;
  }

  memoryBlockOnline(block: MemoryBlock, type: Going): ErrnoName {
    if (block.poisoned.size > 0) return 'EHWPOISON';
    const start = block.id * this.blockPages;
    const zone = this.zoneForPfnRange(type, block.node, block.group, start, this.blockPages);
    const memmap = block.altmap?.free ?? 0;
    const initialised = memmap > 0 ? this.mhpInitMemmapOnMemory(start, memmap, zone) : 'OK';
    if (initialised !== 'OK') return initialised;
    const done = this.onlinePages(start + memmap, this.blockPages - memmap, zone, block.group);
    if (done !== 'OK') {
      if (memmap > 0) this.mhpDeinitMemmapOnMemory(start, memmap, zone);
      return done;
    }
    if (memmap > 0) this.adjustPresentPageCount(zone, block.group, memmap);
    block.zone = zone;
    return 'OK';
  }

  memoryBlockOffline(block: MemoryBlock, zone: Zone, isolated: boolean): ErrnoName {
    const start = block.id * this.blockPages;
    const memmap = block.altmap?.free ?? 0;
    if (memmap > 0) this.adjustPresentPageCount(zone, block.group, -memmap);
    const done = this.offlinePages(start + memmap, this.blockPages - memmap, zone, block.group, isolated);
    if (done !== 'OK') {
      if (memmap > 0) this.adjustPresentPageCount(zone, block.group, memmap);
      return done;
    }
    if (memmap > 0) this.mhpDeinitMemmapOnMemory(start, memmap, zone);
    block.zone = undefined;
    return 'OK';
  }

  createMemoryBlockDevices(start: number, size: number, node: number, altmap: Altmap | undefined, group: Group): ErrnoName {
    this.called({ fn: 'create_memory_block_devices', start: bytes(start), size: bytes(size), altmap: shown(altmap) });
    const entered = this.enters('create_memory_block_devices');
    if (entered !== 'OK') return entered;
    for (const id of this.idsOf(start, size)) {
      if (this.blocks.has(id)) return 'EEXIST';
      this.blocks.set(id, { id, node, group, altmap, zone: undefined, poisoned: new Set() });
      this.uevents.push(`add@memory${id}`);
    }
    return 'OK';
  }

  removeMemoryBlockDevices(start: number, size: number): void {
    this.called({ fn: 'remove_memory_block_devices', start: bytes(start), size: bytes(size) });
    for (const id of this.idsOf(start, size)) {
      const block = this.blocks.get(id);
      if (!block) continue;
      this.blocks.delete(id);
      this.uevent('remove', block);
      this.memoryBlockRelease(block);
    }
  }

  /** `[lib/kobject_uevent.c:kobject_uevent]` */
  uevent(action: 'online' | 'offline' | 'remove', { id }: MemoryBlock): void {
    this.uevents.push(`${action}@memory${id}`);
  }

  memoryBlockRelease({ id }: MemoryBlock): void {
    this.called({ fn: 'memory_block_release', block: blockNumber(id) });
  }

  idsOf(start: number, size: number): number[] {
    return Array.from({ length: size / this.blockBytes }, (_, index) => start / this.blockBytes + index);
  }
}
