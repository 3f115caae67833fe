/** Soft-reserved memory whose dax device the guest makes of several ranges (guest-scripts/prepare.d/soft-reserved-ranges.pl). */
import type { DeviceOf, Machine } from '../../../../config/machine.ts';
import { formatSize, MIB } from '../../../../config/size.ts';
import { checkMultiple, deviceField, invalid } from '../invalid.ts';
import type { Part } from '../part.ts';
import { softReserve } from './soft-reserved-topology.ts';

const UNIT = { size: 2 * MIB, text: '2MiB', why: 'a dax device is made of 2 MiB pages' };

/** Ranges may touch, and stand in any order: the kernel keeps them as they are `[drivers/dax/bus.c:mapping_store]`. @throws ConfigError naming a range's field */
export function softReservedRanges(machine: Machine, device: DeviceOf<'soft-reserved-ranges'>): Part {
  device.ranges.forEach(({ at, size }, index) => {
    const field = (name: string): string => deviceField(machine, device, `ranges[${index}].${name}`);
    checkMultiple(machine, field('at'), at, UNIT);
    checkMultiple(machine, field('size'), size, UNIT);
    if (at + size > device.size) throw invalid(machine, field('size'), `a range within the ${formatSize(device.size)} of the device`, `an end at ${formatSize(at + size)}`);
    const other = device.ranges.slice(0, index).findIndex((before) => at < before.at + before.size && before.at < at + size);
    if (other >= 0) throw invalid(machine, field('at'), `a range that shares nothing with ranges[${other}]`, formatSize(at));
  });
  return { kernel: [softReserve(machine, device)] };
}
