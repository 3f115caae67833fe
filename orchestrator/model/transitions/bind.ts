/** Binding a dax device to kmem: the chunked add (SEMANTICS 3). */
import { driverManagedAdd, failedAddCalls, type Call } from '../calls.ts';
import type { DaxDriver, DaxName, OnlineType } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import { bytes, nodeId, pages, pagesOf, type BlockNumber, type Pages } from '../units.ts';
import { withDevice, type DaxDevice, type DaxRange, type World } from '../world.ts';
import { addRange, type Added } from './add.ts';
import { roomForMemmap } from './memmap-room.ts';
import { meet, type Strike } from './strike.ts';

export function bind(world: World, name: DaxName, strike?: Strike): readonly Outcome[] {
  const device = world.devices.get(name);
  if (!device || !matches(world, 'kmem', device)) return only('ENODEV', world);
  if (device.bound) return only('EBUSY', world);
  if (device.ranges.length === 0) return only('ENXIO', world);
  if (device.node < 0) return only('EINVAL', world);
  return addMemory(world, device, world.policies.autoOnline, strike);
}

/** All of the device's ranges, its blocks as `type` says: what becomes of the first is what the write comes to. */
export function addMemory(world: World, device: DaxDevice, type: OnlineType, strike?: Strike): readonly Outcome[] {
  const aligned = alignedRanges(world, device);
  if (aligned.length === 0) return only('EINVAL', world);
  // Before anything is reserved, let alone added.
  const registered = meet(strike, 'group');
  if (registered.errno !== undefined) return only(registered.errno, world);
  const free = aligned.filter((range) => !world.added.some((taken) => range.start < taken.end && taken.start < range.end));
  const [first] = free;
  // A reservation that fails before anything is mapped fails the probe; later ones are skipped [drivers/dax/kmem.c:dev_dax_kmem_probe].
  if (!first || first !== aligned[0]) return only('EBUSY', world);
  const vmemmap = memmapOnMemory(world, device) ? world.constants.vmemmapPages : pages(0);
  const room = vmemmap > 0 ? 'yes' : roomForMemmap(world, first);
  const done = addRanges(world, { device, aligned, free, type }, vmemmap, registered.strike);
  // What fails before a memmap is allocated does so whatever room there is.
  if (room === 'yes' || (done.errno !== 'OK' && strike?.step !== 'create')) return [done];
  const refused: Outcome = { errno: 'ENOMEM', world, calls: failedAddCalls(first, nodeId(device.node)) };
  return room === 'no' ? [refused] : [done, refused].map((outcome) => ({ ...outcome, open: 'memmap-room' as const }));
}

/** `[drivers/dax/bus.c:dax_bus_match]`: by the driver's list, or by the kind of the device. */
export const matches = ({ ids }: World, driver: DaxDriver, { name, type }: DaxDevice): boolean => ids[driver].has(name) || type === driver;

interface Ranges {
  readonly type: OnlineType;
  readonly device: DaxDevice;
  readonly aligned: readonly DaxRange[];
  /** Of them, those that nothing else has reserved. */
  readonly free: readonly DaxRange[];
}

/** The first range has room for its memmap, and where its add fails the bind does. Of the others, one whose add fails is left out, and nobody is told. */
function addRanges(world: World, { device, aligned, free, type }: Ranges, vmemmap: Pages, strike: Strike | undefined): Outcome {
  const node = nodeId(device.node);
  const calls: Call[] = [];
  let next = register(world, device, aligned, type);
  let left = strike;
  const passing: BlockNumber[] = [];
  for (const range of free) {
    const began = meet(left, 'add', driverManagedAdd(range));
    if (range !== free[0] && vmemmap === 0 && began.errno === undefined && roomForMemmap(next, range) === 'no') {
      const refused = failedAddCalls(range, node);
      calls.push(...refused);
      left = meet(began.strike, 'map', refused.at(-1)).strike;
      continue;
    }
    calls.push(driverManagedAdd(range));
    const added: Added = began.errno === undefined
      ? addRange(next, { ...range, device: device.name, group: next.devices.get(device.name)?.group ?? 0 }, node, vmemmap, { type, strike: began.strike })
      : { failed: began.errno, world: next, calls: [] };
    calls.push(...added.calls);
    passing.push(...added.passing ?? []);
    if (added.failed && range === free[0]) return { errno: added.failed, world: added.world === next ? world : { ...world, highest: added.world.highest }, calls, passing };
    next = added.world;
    left = added.strike;
  }
  return { errno: 'OK', world: next, calls, ...(passing.length > 0 && { passing }) };
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
