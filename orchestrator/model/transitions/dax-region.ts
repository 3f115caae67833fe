/**
 * Which dax devices there are, and what of their region is whose `[drivers/dax/bus.c]`: writing a device's size and mapping, and a region's
 * create and delete. A region whose driver made its devices for good (pmem) has no such files, or none that can be written.
 */
import type { DaxName, Operation } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import { bytes, MIB, type Bytes } from '../units.ts';
import { withDevice, type DaxDevice, type DaxRange, type World } from '../world.ts';
import { unsignedInteger } from './policy.ts';

/** A device's own, and never less than a subsection `[drivers/dax/bus.c:alloc_is_aligned]`. */
const ALIGNMENT = 2 * MIB;
/** The last number below 2 ** 64 that has a double: none between them is aligned. */
const MOST = 2 ** 64 - 2048;

export function writeDaxSize(world: World, name: DaxName, value: string): readonly Outcome[] {
  const device = world.devices.get(name);
  if (!device) return only('ENOENT', world);
  const region = regionOf(world, name);
  // It is there, and nobody may write it.
  if (!region) return only('EACCES', world);
  const size = unsignedInteger(value, MOST);
  if (typeof size === 'string') return only(size, world);
  if (size % ALIGNMENT !== 0) return only('EINVAL', world);
  if (device.bound) return only('EBUSY', world);
  const more = size - total(device.ranges);
  if (more > 0 && more > available(world, region)) return only('ENOSPC', world);
  if (more === 0) return only('OK', world);
  const ranges = more < 0 ? shrunk(device.ranges, bytes(-more)) : grown(world, region, device, bytes(more));
  return only('OK', withDevice(world, { ...device, ranges }));
}

/**
 * No alignment of its beginning is asked for, nor whether a driver has the device. A length that is not aligned is refused, as it was before 6.9, and
 * no length at all is what a device without memory has `[drivers/dax/bus.c:alloc_dev_dax_range]`.
 */
export function writeDaxMapping(world: World, name: DaxName, value: string): readonly Outcome[] {
  const device = world.devices.get(name);
  const region = regionOf(world, name);
  if (!device || !region) return only('ENOENT', world);
  const range = parseRange(value);
  if (range === undefined) return only('EINVAL', world);
  if ((range.end - range.start) % ALIGNMENT !== 0) return only('ENXIO', world);
  if (range.start === range.end) return only(device.ranges.length > 0 ? 'EBUSY' : 'OK', world);
  const within = range.start >= region.start && range.end <= region.end && range.start < range.end;
  const taken = rangesIn(world, region.id).some(({ start, end }) => range.start < end && start < range.end);
  return within && !taken ? only('OK', withDevice(world, { ...device, ranges: [...device.ranges, range] })) : only('ENOMEM', world);
}

export function writeDaxRegion(world: World, { region: id, file, value }: Extract<Operation, { kind: 'write-dax-region' }>): readonly Outcome[] {
  const region = regionOf(world, `dax${id}.0`);
  // The way to it leads by its first device.
  if (!region || !world.devices.has(`dax${id}.0`)) return only('ENOENT', world);
  return file === 'create' ? create(world, region, value) : destroy(world, id, value);
}

/** The lowest number that is free; no memory yet, the attribute off. */
function create(world: World, region: Region, value: string): readonly Outcome[] {
  const count = unsignedInteger(value, 0x7fffffff);
  if (typeof count === 'string') return only(count, world);
  if (count !== 1) return only('EINVAL', world);
  if (available(world, region) === 0) return only('ENOSPC', world);
  const first = world.devices.get(`dax${region.id}.0`);
  if (!first) return only('ENOENT', world);
  let number = 0;
  while (world.devices.has(`dax${region.id}.${number}`)) number++;
  const device: DaxDevice = { name: `dax${region.id}.${number}`, node: first.node, type: first.type, ranges: [], bound: false, attribute: first.attribute === undefined ? undefined : false };
  return only('OK', withDevice(world, device));
}

/** Only what has no memory and no driver, and never the first. */
function destroy(world: World, region: number, value: string): readonly Outcome[] {
  const name = value.replace(/\n$/, '');
  const device = [...world.devices.values()].find((one) => one.name === name && numberOf(one.name) === region);
  if (!device) return only('ENXIO', world);
  if (device.bound || device.ranges.length > 0 || name === `dax${region}.0`) return only('EBUSY', world);
  const devices = new Map(world.devices);
  devices.delete(device.name);
  return only('OK', { ...world, devices });
}

/** The whole of a region, which begins where its lowest range did at the start: no file says where. */
export interface Region extends DaxRange {
  readonly id: number;
}

const numberOf = (name: DaxName): number => Number(/^dax(\d+)/.exec(name)?.[1]);

/** Undefined for a device of a region whose devices cannot be changed, and where the region was not looked at. */
export function regionOf({ constants: { start } }: World, name: DaxName): Region | undefined {
  const id = numberOf(name);
  const own = start.dax.filter((device) => numberOf(device.name) === id);
  const size = own[0]?.region?.available === undefined ? undefined : own[0].region.size;
  const starts = own.flatMap(({ mappings }) => mappings.map((mapping) => mapping.start));
  if (size === undefined || starts.length === 0) return undefined;
  const lowest = bytes(Math.min(...starts));
  return { id, start: lowest, end: bytes(lowest + size) };
}

const total = (ranges: readonly DaxRange[]): number => ranges.reduce((sum, { start, end }) => sum + end - start, 0);

const rangesIn = (world: World, region: number): readonly DaxRange[] => [...world.devices.values()].filter(({ name }) => numberOf(name) === region).flatMap(({ ranges }) => ranges);

export const available = (world: World, region: Region): Bytes => bytes(region.end - region.start - total(rangesIn(world, region.id)));

/** The last range first `[dev_dax_shrink]`. */
function shrunk(ranges: readonly DaxRange[], less: Bytes): readonly DaxRange[] {
  const last = ranges.at(-1);
  if (!last || less === 0) return ranges;
  const size = bytes(last.end - last.start);
  return less >= size ? shrunk(ranges.slice(0, -1), bytes(less - size)) : [...ranges.slice(0, -1), { start: last.start, end: bytes(last.end - less) }];
}

/** Into what is free, from the beginning of the region on; what lies behind the device's last range makes that longer `[dev_dax_resize]`. */
function grown(world: World, region: Region, device: DaxDevice, more: Bytes): readonly DaxRange[] {
  let [ranges, left]: [readonly DaxRange[], number] = [device.ranges, more];
  while (left > 0) {
    const taken = rangesIn(withDevice(world, { ...device, ranges }), region.id).toSorted((one, other) => one.start - other.start);
    const [gap] = [{ start: region.start, end: region.start }, ...taken].flatMap(({ end }, place) => {
      const next = taken[place]?.start ?? region.end;
      return next > end ? [{ start: end, end: next }] : [];
    });
    if (!gap) return ranges;
    const range = { start: gap.start, end: bytes(Math.min(gap.end, gap.start + left)) };
    const last = ranges.at(-1);
    // Only what follows a range makes it longer: what lies at the beginning of the region is a range of its own.
    ranges = last?.end === range.start && range.start > region.start ? [...ranges.slice(0, -1), { start: last.start, end: range.end }] : [...ranges, range];
    left -= range.end - range.start;
  }
  return ranges;
}

/** `[drivers/dax/bus.c:range_parse]`: two hexadecimal numbers, 0x or not; the end is inclusive. */
function parseRange(value: string): DaxRange | undefined {
  const [, start, end] = /^\+?(?:0x)?([0-9a-f]+)-\+?(?:0x)?([0-9a-f]+)\n?$/i.exec(value) ?? [];
  if (start === undefined || end === undefined) return undefined;
  const [first, last] = [parseInt(start, 16), parseInt(end, 16)];
  return Number.isSafeInteger(first) && Number.isSafeInteger(last) ? { start: bytes(first), end: bytes(last + 1) } : undefined;
}
