/**
 * What all soft-reserved devices of a machine share: node 1's RAM, in which they lie one after the other. Ranges side by side would become
 * one in the e820 map, and so one dax device: between two of them a block is taken out, so that the next one begins at a block again.
 */
import type { Device, DeviceOf, Machine } from '../../../../config/machine.ts';
import { bytes, MIB } from '../../../../config/size.ts';
import type { Bytes } from '../../../../model/units.ts';
import { checkMultiple, deviceField } from '../invalid.ts';
import { layout } from '../layout.ts';
import type { Part } from '../part.ts';

export type SoftReservedDevice = DeviceOf<'soft-reserved' | 'soft-reserved-ranges'>;
const isSoftReserved = (device: Device): device is SoftReservedDevice => device.kind === 'soft-reserved' || device.kind === 'soft-reserved-ranges';

const NODE1 = 'node1_memory';
/** Where the kernel chooses: 128 MiB below 64 GiB `[arch/x86/mm/init_64.c:probe_memory_block_size]`. */
const USUAL_BLOCK = 128 * MIB;
/** e820 types `[arch/x86/include/asm/e820/types.h]`. */
const [USABLE, RESERVED, SOFT_RESERVED] = ['1', '2', '0xefffffff'];

/**
 * Nothing for a machine without soft-reserved devices.
 * @throws ConfigError naming a device's size
 */
export function softReservedTopology(machine: Machine): Part[] {
  const devices = machine.devices.filter(isSoftReserved);
  if (devices.length === 0) return [];
  for (const device of devices) {
    checkMultiple(machine, deviceField(machine, device, 'size'), device.size, { size: 2 * MIB, text: '2MiB', why: 'a dax region is made of 2 MiB pages' });
  }
  const total = bytes((softReservedEnd(machine) ?? 0) - layout(machine).afterNode0);
  const gaps = devices.slice(1).map((device) => retype(place(machine, device) - gap(machine), gap(machine), RESERVED));
  return [{ backends: [{ id: NODE1, size: total }], kernel: gaps, ram: total, node1: { memdev: NODE1 } }];
}

/** The words of the kernel command line that make it soft-reserved, for dax_hmem. */
export const softReserve = (machine: Machine, device: SoftReservedDevice): string => retype(place(machine, device), device.size, SOFT_RESERVED);

/** Where the last of them ends; undefined for a machine without. */
export function softReservedEnd(machine: Machine): Bytes | undefined {
  const last = machine.devices.filter(isSoftReserved).at(-1);
  return last && bytes(place(machine, last) + last.size);
}

/** Where the device's memory begins. */
function place(machine: Machine, device: SoftReservedDevice): Bytes {
  const devices = machine.devices.filter(isSoftReserved);
  const before = devices.slice(0, devices.indexOf(device)).reduce((sum, { size }) => sum + size + gap(machine), 0);
  return bytes(layout(machine).afterNode0 + before);
}

const gap = ({ blockSize }: Machine): number => blockSize ?? USUAL_BLOCK;

/** RAM of one e820 type becomes another. */
const retype = (start: number, size: number, type: string | undefined): string => `memmap=${hex(size)}%${hex(start)}-${USABLE}+${type}`;
const hex = (value: number): string => `0x${value.toString(16)}`;
