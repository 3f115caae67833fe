/** What a dax device is made of: a CXL region in its window `[drivers/cxl/core/region.c]`, or a namespace that dax_pmem has `[drivers/dax/pmem.c]`. */
import type { DaxObservation, Observation } from '../../model/observation.ts';
import type { DaxName, ErrnoName } from '../../model/operation.ts';
import { DaxRegion } from './dax-region.ts';
import type { DevDax } from './kmem.ts';
import type { ResourceTree } from './resource-tree.ts';

export interface Makers {
  readonly start: Observation;
  readonly devices: Map<DaxName, DevDax>;
  readonly regions: Map<number, DaxRegion>;
  readonly resources: ResourceTree;
  remove(dev: DevDax): void;
}

/** The driver goes first, whatever it has `[device_release_driver]`. */
export function destroyMaker(kernel: Makers, name: DaxName): ErrnoName {
  const made = kernel.start.dax.find((one) => one.name === name);
  const resource = made && kernel.resources.named(nameOf(made));
  if (!resource) return 'ENODEV';
  leaveRegion(kernel, name);
  kernel.resources.remove(resource);
  return 'OK';
}

/** `[cxl_region_detach]`: without its targets it cannot have a device, and is there. */
export function leaveRegion(kernel: Makers, name: DaxName): void {
  for (const dev of [...kernel.devices.values()].reverse()) {
    if (numberOf(dev.seen.name) !== numberOf(name)) continue;
    kernel.remove(dev);
    kernel.devices.delete(dev.seen.name);
  }
  kernel.regions.delete(numberOf(name));
}

/** @param made as the device was at the start */
export function makeMaker(kernel: Makers, made: DaxObservation | undefined, attribute: boolean | undefined): ErrnoName {
  if (!made) return 'ENODEV';
  if (kernel.devices.has(made.name)) return 'EBUSY';
  const window = kernel.resources.named(made.origin === 'cxl' ? 'CXL Window 0' : 'Persistent Memory');
  // The whole window is wanted: whatever is in it is in the way. A namespace's own part lies in front of what its device is for.
  if (made.origin === 'cxl' && window && window.children.length > 0) return 'ERANGE';
  const own = made.origin === 'cxl' ? window : window && { start: window.start, end: (made.mappings[0]?.start ?? 0) - 1 };
  if (window && own) kernel.resources.put(window, { start: own.start, end: own.end, name: nameOf(made) });
  const dev: DevDax = { seen: made, ranges: made.mappings.map((range) => ({ ...range })), memmapOnMemory: attribute, bound: undefined };
  kernel.devices.set(made.name, dev);
  if (made.region?.available !== undefined) kernel.regions.set(numberOf(made.name), new DaxRegion([dev], made.region.size));
  return 'OK';
}

const numberOf = (name: DaxName): number => Number(/\d+/.exec(name));

const nameOf = ({ name, origin }: DaxObservation): string => (origin === 'cxl' ? name.replace(/^dax(\d+)\..*$/, 'region$1') : name.replace('dax', 'namespace'));
