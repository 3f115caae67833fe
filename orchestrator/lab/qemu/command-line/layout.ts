/** Where a q35 machine's ordinary RAM lies in the guest's physical address space. */
import type { Machine } from '../../../config/machine.ts';
import { bytes, GIB } from '../../../config/size.ts';
import type { Bytes } from '../../../model/units.ts';
import { invalid } from './invalid.ts';

export const FOUR_GIB = bytes(4 * GIB);

/** What q35 keeps below 4 GiB when there are 2.75 GiB of RAM or more `[hw/i386/pc_q35.c:pc_q35_init]`. */
const Q35_LOW = bytes(2 * GIB);

/**
 * The end of everything. `qemu64` has 40 bits of physical address, and from 0xfd00000000 on QEMU keeps the range of AMD's
 * HyperTransport reserved (seen as `reserved` in the e820 map of every guest).
 */
const END_OF_ADDRESSES = bytes(0xfd_0000_0000);

export interface Layout {
  /** RAM below 4 GiB; what is beyond continues at 4 GiB. */
  readonly low: Bytes;
  /** Where RAM that follows node 0's begins. */
  readonly afterNode0: Bytes;
}

/**
 * RAM below 4 GiB is made to end inside node 0's memory (`max-ram-below-4g`), whatever the total: so what follows node 0 begins
 * at 4 GiB or above, and a machine of 512 MiB can have soft-reserved memory. Left alone, q35 puts up to 2.75 GiB below 4 GiB.
 */
export function layout(machine: Machine): Layout {
  const low = bytes(Math.min(machine.memory, Q35_LOW));
  return { low, afterNode0: bytes(FOUR_GIB + machine.memory - low) };
}

/** 4 GiB for the hole and 2 GiB for alignments and CXL registers, rounded up. */
const BESIDES = 6 * GIB;

/** And a memory block between two devices. */
const besides = ({ devices, blockSize }: Machine): number => BESIDES + devices.length * (blockSize ?? 0);

/** No memory of the machine is here or beyond. */
export const endOfMemory = (machine: Machine): Bytes => bytes(sizes(machine).reduce((sum, [, size]) => sum + size, besides(machine)));

/**
 * The machine's memory, devices and windows fit below the end of the address space.
 * @throws ConfigError naming the field that goes beyond it
 */
export function checkAddressSpace(machine: Machine): void {
  let end = besides(machine);
  for (const [field, size] of sizes(machine)) {
    end += size;
    if (end > END_OF_ADDRESSES) {
      throw invalid(machine, field, `all memory to lie below ${END_OF_ADDRESSES / GIB} GiB, the end of the guest's physical addresses`, `${size / GIB} GiB`);
    }
  }
}

/** Everything that takes addresses, by the field that says how much. */
function sizes(machine: Machine): [field: string, size: number][] {
  return [
    ['memory', machine.memory],
    ...machine.devices.map((device, index): [string, number] => [`devices[${index}].size`, device.size]),
    ...(machine.cxlWindow === undefined ? [] : [['cxlWindow', machine.cxlWindow] as [string, number]]),
  ];
}
