/** The kmem driver: probe and remove, range by range `[drivers/dax/kmem.c]`. */
import type { DaxObservation } from '../../model/observation.ts';
import type { ErrnoName } from '../../model/operation.ts';
import { AddRemove } from './add-remove.ts';
import type { Choose, MemoryBlock } from './memory-blocks.ts';
import { isKernelZone } from './node.ts';
import type { Group } from './online-pages.ts';
import { releaseOf } from './release.ts';
import type { Resource } from './resource-tree.ts';

/** `[struct dev_dax]` with the driver's data of the current binding. */
export interface DevDax {
  readonly seen: DaxObservation;
  /** `ranges`, in their order. */
  readonly ranges: Range[];
  memmapOnMemory: boolean | undefined;
  /** By range: the resource while it is added. A new binding starts without any. */
  bound: { resources: (Resource | undefined)[]; group: Group; state: string } | undefined;
}

/** `end` is inclusive. */
export interface Range {
  readonly start: number;
  end: number;
}

export class Kmem extends AddRemove {
  /** Ranges that the probe under way has added. */
  mapped = 0;

  /** `[dax_kmem_range]`: undefined where it is too small after alignment. */
  daxKmemRange({ start, end }: Range): Range | undefined {
    const first = Math.ceil(start / this.blockBytes) * this.blockBytes;
    const last = Math.floor((end + 1) / this.blockBytes) * this.blockBytes - 1;
    return first >= last ? undefined : { start: first, end: last };
  }

  /** `[dev_dax_kmem_probe]` */
  probe(dev: DevDax, type = this.settings.autoOnlineBlocks ?? 'offline'): ErrnoName {
    const { name, targetNode } = dev.seen;
    if (targetNode < 0) return 'EINVAL';
    const ranges = dev.ranges.map((range) => this.daxKmemRange(range));
    const total = ranges.reduce((sum, range) => sum + (range ? length(range) : 0), 0);
    if (total === 0) return 'EINVAL';
    const group: Group = { maxPages: total / 4096, presentKernel: 0, presentMovable: 0 };
    const registered = this.enters('memory_group_register_static');
    if (registered !== 'OK') return registered;
    const resources: (Resource | undefined)[] = ranges.map(() => undefined);
    this.mapped = 0;
    for (const [index, range] of ranges.entries()) {
      if (!range) continue;
      const reserved = this.resources.request(range.start, length(range), name);
      const done = reserved ? this.addRange(reserved, targetNode, range, this.wantsMemmapOnMemory(dev), group, type) : 'EBUSY';
      if (done === 'OK') {
        resources[index] = reserved;
        this.mapped++;
      } else if (this.mapped === 0) {
        return done;
      }
    }
    dev.bound = { resources, group, state: type };
    return 'OK';
  }

  /** MHP_MEMMAP_ON_MEMORY, as it stands at the bind. */
  wantsMemmapOnMemory(dev: DevDax): boolean {
    return dev.memmapOnMemory === true;
  }

  addRange(reserved: Resource, node: number, range: Range, memmapOnMemory: boolean, group: Group, type: string): ErrnoName {
    reserved.busy = false;
    const done = this.addMemoryDriverManaged(node, range.start, length(range), memmapOnMemory, group, type);
    if (done !== 'OK') this.resources.remove(reserved);
    return done;
  }

  /** `[dev_dax_kmem_remove]`: succeeds whatever becomes of the ranges. */
  remove(dev: DevDax): void {
    if (!dev.bound) return;
    this.removeRanges(dev, dev.bound.resources);
    dev.bound = undefined;
  }

  removeRanges(dev: DevDax, resources: (Resource | undefined)[]): void {
    for (const [index, mapping] of dev.ranges.entries()) {
      const range = this.daxKmemRange(mapping);
      const resource = resources[index];
      if (!range || !resource) continue;
      if (this.tryRemoveMemory(range.start, length(range)) === 'OK') {
        this.resources.remove(resource);
        resources[index] = undefined;
      }
    }
  }

  /** `[7.3 state_store]` as a ladder of refusals. */
  daxStateStore(dev: DevDax | undefined, text: string, choose: Choose): ErrnoName {
    if (!dev?.bound || !releaseOf(this.start).daxState) return 'ENOENT';
    const asked = text.replace(/\n$/, '');
    if (!['unplugged', 'online', 'online_kernel', 'online_movable'].includes(asked)) return 'EINVAL';
    const { state } = dev.bound;
    if (asked === state) return 'OK';
    if (asked === 'unplugged') return this.offlineAndRemove(dev, dev.bound, choose);
    return state === 'unplugged' ? this.probe(dev, asked) : 'EBUSY';
  }

  /** `[offline_and_remove_memory]` over all ranges: those that went come back where one does not. */
  offlineAndRemove(dev: DevDax, bound: NonNullable<DevDax['bound']>, choose: Choose): ErrnoName {
    const ranges = dev.ranges.flatMap((mapping, index) => (bound.resources[index] ? [{ range: this.daxKmemRange(mapping), index }] : []));
    const online = ranges.flatMap(({ range }) => (range ? this.idsOf(range.start, length(range)) : [])).flatMap((id) => this.blocks.get(id) ?? []).filter(({ zone }) => zone);
    const [first] = online;
    if (first && this.notify('MEM_GOING_OFFLINE') !== 'OK') return this.deviceOffline(first, choose);
    // Where any may be held by a page that cannot be moved, one is: the first.
    const holding = online.find(({ zone }) => zone && isKernelZone(zone));
    const held = holding && choose(['OK', 'EBUSY']) === 'EBUSY' ? holding : undefined;
    const gone = new Map<MemoryBlock, 'online_kernel' | 'online_movable'>();
    for (const block of online) {
      const { zone } = block;
      if (!zone) continue;
      if (this.memoryBlockOffline(block, zone, block !== held) !== 'OK') {
        for (const [back, type] of gone) this.deviceOnline(back, type);
        return 'EBUSY';
      }
      this.uevent('offline', block);
      gone.set(block, isKernelZone(zone) ? 'online_kernel' : 'online_movable');
    }
    this.removeRanges(dev, bound.resources);
    bound.state = 'unplugged';
    return 'OK';
  }
}

export const length = ({ start, end }: Range): number => end - start + 1;
