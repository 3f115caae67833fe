/** Dax devices made, done away with and given other memory: what can be written to which file in this world. */
import type { DaxName, Operation } from '../../model/operation.ts';
import { available, regionOf, type Region } from '../../model/transitions/dax-region.ts';
import { MIB } from '../../model/units.ts';
import type { DaxDevice, World } from '../../model/world.ts';

interface Shaped {
  readonly device: DaxDevice;
  readonly region: Region;
}

const shaped = (world: World): readonly Shaped[] => [...world.devices.values()].flatMap((device) => {
  const region = regionOf(world, device.name);
  return region ? [{ device, region }] : [];
});
const regions = (world: World): readonly Region[] => shaped(world).filter(({ device, region }) => device.name === `dax${region.id}.0`).map(({ region }) => region);
const sizeOf = ({ ranges }: DaxDevice): number => ranges.reduce((sum, { start, end }) => sum + end - start, 0);

/** Nothing, a block less or more, a little less, and all that there is. */
export const sizes = (world: World): readonly Operation[] => shaped(world).flatMap(({ device, region }) => {
  const [size, block] = [sizeOf(device), world.constants.blockSize];
  const values = [0, size - block, size - 2 * MIB, size + block, size + available(world, region)].filter((value) => value >= 0);
  return [...new Set(values)].map((value) => sized(device.name, String(value)));
});

/** One page, more than there is, and no number; and anything where the driver says what there is (pmem), which shows the size and lets nobody write it. */
export const noSizes = (world: World): readonly Operation[] => [...fixed(world).flatMap(({ name }) => ['0', 'garbage'].map((value) => sized(name, value))), ...noSizesOfShaped(world)];

const fixed = (world: World): readonly DaxDevice[] => [...world.devices.values()].filter(({ name }) => regionOf(world, name) === undefined);
const noSizesOfShaped = (world: World): readonly Operation[] =>
  shaped(world).flatMap(({ device, region }) => ['4096', String(2 * (region.end - region.start)), 'garbage', ''].map((value) => sized(device.name, value)));

const sized = (device: DaxName, value: string): Operation => ({ kind: 'write-dax-size', device, value });

/** Blocks of the region, and what lies across two; not of a device that has a driver: kmem looks for what it did not add then `[drivers/dax/kmem.c:dev_dax_kmem_remove]`. */
export const mappings = (world: World): readonly Operation[] => shaped(world).filter(({ device }) => !device.bound).flatMap(({ device, region }) => {
  const block = world.constants.blockSize;
  const starts = Array.from({ length: Math.floor((region.end - region.start) / block) }, (_, number) => region.start + number * block);
  return starts.flatMap((start) => [[start, start + block], [start + 2 * MIB, start + block + 2 * MIB], [start, start + 2 * block]] as const).map(([start, end]) => mapped(device.name, `${start.toString(16)}-${(end - 1).toString(16)}`));
});

/** Not of a length that is not aligned, nor of none: each kernel from 6.9 on says OK to the one, and each warns of the other (docs/findings/mapping-ignored.md, empty-mapping.md). */
export const noMappings = (world: World): readonly Operation[] => shaped(world).filter(({ device }) => !device.bound).flatMap(({ device, region }) =>
  [`${region.end.toString(16)}-${(region.end + 128 * MIB - 1).toString(16)}`, 'garbage', '1000', ''].map((value) => mapped(device.name, value)));

const mapped = (device: DaxName, value: string): Operation => ({ kind: 'write-dax-mapping', device, value });

/** So many devices are enough of one region. */
const MOST_DEVICES = 3;

export const creations = (values: readonly string[]) => (world: World): readonly Operation[] => regions(world)
  .filter(({ id }) => shaped(world).filter(({ region }) => region.id === id).length < MOST_DEVICES)
  .flatMap(({ id }) => values.map((value): Operation => ({ kind: 'write-dax-region', region: id, file: 'create', value })));

export const deletions = (world: World): readonly Operation[] => shaped(world).map(({ device, region }): Operation => ({ kind: 'write-dax-region', region: region.id, file: 'delete', value: device.name }));

export const noDeletions = (world: World): readonly Operation[] => regions(world)
  .flatMap(({ id }) => [`dax${id}.0`, `dax${id}.9`, 'garbage'].map((value): Operation => ({ kind: 'write-dax-region', region: id, file: 'delete', value })));

/** Devices that were made are emptied and done away with. */
export const withoutMade = (world: World): readonly Operation[] => shaped(world)
  .filter(({ device }) => !device.bound && !world.constants.start.dax.some(({ name }) => name === device.name))
  .map(({ device, region }): Operation => (device.ranges.length > 0 ? sized(device.name, '0') : { kind: 'write-dax-region', region: region.id, file: 'delete', value: device.name }));
