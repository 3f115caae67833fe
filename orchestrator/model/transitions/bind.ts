/** Binding a dax device to kmem: the chunked add (SEMANTICS 3). */
import { driverManagedAdd, failedAddCalls, type Call } from '../calls.ts';
import type { DaxDriver, DaxName, OnlineType } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import { bytes, nodeId, pages, pagesOf, type Pages } from '../units.ts';
import { withDevice, type DaxDevice, type DaxRange, type World } from '../world.ts';
import { addRange } from './add.ts';
import { roomForMemmap } from './memmap-room.ts';

export function bind(world: World, name: DaxName): readonly Outcome[] {
  const device = world.devices.get(name);
  if (!device || !matches(world, 'kmem', device)) return only('ENODEV', world);
  if (device.bound) return only('EBUSY', world);
  if (device.ranges.length === 0) return only('ENXIO', world);
  if (device.node < 0) return only('EINVAL', world);
  return addMemory(world, device, world.policies.autoOnline);
}

/** All of the device's ranges, its blocks as `type` says: what becomes of the first is what the write comes to. */
export function addMemory(world: World, device: DaxDevice, type: OnlineType): readonly Outcome[] {
  const aligned = alignedRanges(world, device);
  if (aligned.length === 0) return only('EINVAL', world);
  const free = aligned.filter((range) => !world.added.some((taken) => range.start < taken.end && taken.start < range.end));
  const [first] = free;
  // A reservation that fails before anything is mapped fails the probe; later ones are skipped [drivers/dax/kmem.c:dev_dax_kmem_probe].
  if (!first || first !== aligned[0]) return only('EBUSY', world);
  const vmemmap = memmapOnMemory(world, device) ? world.constants.vmemmapPages : pages(0);
  const room = vmemmap > 0 ? 'yes' : roomForMemmap(world, first);
  const refused: Outcome = { errno: 'ENOMEM', world, calls: failedAddCalls(first, nodeId(device.node)) };
  if (room === 'no') return [refused];
  const done = addRanges(register(world, device, aligned, type), device, free, vmemmap, type);
  return room === 'yes' ? [done] : [done, refused].map((outcome) => ({ ...outcome, open: 'memmap-room' as const }));
}

/** `[drivers/dax/bus.c:dax_bus_match]`: by the driver's list, or by the kind of the device. */
export const matches = ({ ids }: World, driver: DaxDriver, { name, type }: DaxDevice): boolean => ids[driver].has(name) || type === driver;

/** The first range has room for its memmap. Of the others, one that has none is left out, and nobody is told. */
function addRanges(world: World, device: DaxDevice, free: readonly DaxRange[], vmemmap: Pages, type: OnlineType): Outcome {
  const node = nodeId(device.node);
  const calls: Call[] = [];
  let next = world;
  for (const range of free) {
    if (range !== free[0] && vmemmap === 0 && roomForMemmap(next, range) === 'no') {
      calls.push(...failedAddCalls(range, node));
      continue;
    }
    const added = addRange(next, { ...range, device: device.name, group: next.devices.get(device.name)?.group ?? 0 }, node, vmemmap, type);
    next = added.world;
    calls.push(driverManagedAdd(range), ...added.calls);
  }
  return { errno: 'OK', world: next, calls };
}

/** The part of each range that whole blocks fill, without the empty ones `[drivers/dax/kmem.c:dax_kmem_range]`. */
export function alignedRanges(world: World, device: DaxDevice): readonly DaxRange[] {
  const size = world.constants.blockSize;
  return device.ranges
    .map(({ start, end }) => ({ start: bytes(Math.ceil(start / size) * size), end: bytes(Math.floor(end / size) * size) }))
    .filter(({ start, end }) => start < end);
}

/** Whether an add for this device puts each block's memmap on it (SEMANTICS 7.2: the attribute is a request, the parameter decides). */
export function memmapOnMemory(world: World, device: DaxDevice): boolean {
  const { semantics, parameter } = world.constants;
  return semantics.generation !== 'before' && device.attribute === true && (parameter ?? 'N') !== 'N';
}

/** The device is kmem's, with a group for all of its ranges, whatever becomes of them. */
function register(world: World, device: DaxDevice, aligned: readonly DaxRange[], type: OnlineType): World {
  const group = 1 + Math.max(-1, ...world.groups.keys());
  const maxPages = pages(aligned.reduce((sum, { start, end }) => sum + pagesOf(bytes(end - start)), 0));
  return { ...withDevice(world, { ...device, bound: true, group, state: type }), groups: new Map(world.groups).set(group, { maxPages }) };
}
