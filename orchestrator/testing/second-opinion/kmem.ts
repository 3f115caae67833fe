/** The kmem driver: probe and remove, range by range `[drivers/dax/kmem.c]`. */
import type { DaxObservation } from '../../model/observation.ts';
import type { ErrnoName } from '../../model/operation.ts';
import { AddRemove } from './add-remove.ts';
import type { Group } from './online-pages.ts';
import type { Resource } from './resource-tree.ts';

/** `[struct dev_dax]` with the driver's data of the current binding. */
export interface DevDax {
  readonly seen: DaxObservation;
  memmapOnMemory: boolean | undefined;
  /** By range: the resource while it is added. A new binding starts without any. */
  bound: { readonly resources: (Resource | undefined)[]; readonly group: Group; readonly state: string } | undefined;
}

/** `end` is inclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
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
  probe(dev: DevDax): ErrnoName {
    const { name, targetNode, mappings } = dev.seen;
    if (targetNode < 0) return 'EINVAL';
    const ranges = mappings.map((mapping) => this.daxKmemRange(mapping));
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
      const done = reserved ? this.addRange(reserved, targetNode, range, this.wantsMemmapOnMemory(dev), group) : 'EBUSY';
      if (done === 'OK') {
        resources[index] = reserved;
        this.mapped++;
      } else if (this.mapped === 0) {
        return done;
      }
    }
    dev.bound = { resources, group, state: this.settings.autoOnlineBlocks ?? 'offline' };
    return 'OK';
  }

  /** MHP_MEMMAP_ON_MEMORY, as it stands at the bind. */
  wantsMemmapOnMemory(dev: DevDax): boolean {
    return dev.memmapOnMemory === true;
  }

  addRange(reserved: Resource, node: number, range: Range, memmapOnMemory: boolean, group: Group): ErrnoName {
    reserved.busy = false;
    const done = this.addMemoryDriverManaged(node, range.start, length(range), memmapOnMemory, group);
    if (done !== 'OK') this.resources.remove(reserved);
    return done;
  }

  /** `[dev_dax_kmem_remove]`: succeeds whatever becomes of the ranges. */
  remove(dev: DevDax): void {
    if (!dev.bound) return;
    const { resources } = dev.bound;
    for (const [index, mapping] of dev.seen.mappings.entries()) {
      const range = this.daxKmemRange(mapping);
      const resource = resources[index];
      if (!range || !resource) continue;
      if (this.tryRemoveMemory(range.start, length(range)) === 'OK') {
        this.resources.remove(resource);
        resources[index] = undefined;
      }
    }
    dev.bound = undefined;
  }
}

export const length = ({ start, end }: Range): number => end - start + 1;
