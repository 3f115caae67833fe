/** Ordinary RAM of node 1 that the kernel command line turns from usable (1) into soft-reserved (0xefffffff), for dax_hmem. */
import type { DeviceOf, Machine } from '../../../../config/machine.ts';
import { MIB } from '../../../../config/size.ts';
import { backend, backendOf } from '../backend.ts';
import { checkMultiple, deviceField, invalid } from '../invalid.ts';
import { layout } from '../layout.ts';
import type { Part } from '../part.ts';

/** @throws ConfigError naming the size or the device's kind */
export function softReserved(machine: Machine, device: DeviceOf<'soft-reserved'>): Part {
  checkMultiple(machine, deviceField(machine, device, 'size'), device.size, { size: 2 * MIB, text: '2MiB', why: 'a dax region is made of 2 MiB pages' });
  if (machine.devices.some((other) => other !== device && other.kind === 'soft-reserved')) {
    const why = 'ranges side by side become one in the e820 map, and so one dax device';
    throw invalid(machine, deviceField(machine, device, 'kind'), `one soft-reserved device at most: ${why}`, 'more than one');
  }
  return {
    argv: backend(backendOf(device), device.size),
    kernel: [`memmap=${hex(device.size)}%${hex(layout(machine).afterNode0)}-1+0xefffffff`],
    ram: device.size,
    node1: { memdev: backendOf(device) },
  };
}

const hex = (value: number): string => `0x${value.toString(16)}`;
