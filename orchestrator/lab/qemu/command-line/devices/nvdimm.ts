/** An NVDIMM. Without a label area: 128 KiB of labels leave a size that the kernel's region alignment rejects (PLATFORM, Devices). */
import type { DeviceOf, Machine } from '../../../../config/machine.ts';
import { MIB } from '../../../../config/size.ts';
import { backendOf } from '../backend.ts';
import { checkMultiple, deviceField } from '../invalid.ts';
import type { Part } from '../part.ts';

/** From 16 MiB up every multiple became a devdax namespace on 6.12; 1032 MiB and 1026 MiB were `misaligned`. @throws ConfigError naming the size */
export function nvdimm(machine: Machine, device: DeviceOf<'nvdimm'>): Part {
  checkMultiple(machine, deviceField(machine, device, 'size'), device.size, {
    size: 16 * MIB, text: '16MiB', why: 'no namespace can be made in a region of any other size (MEMREMAP_COMPAT_ALIGN_MAX)',
  });
  return {
    machine: ['nvdimm=on'],
    backends: [{ id: backendOf(device), size: device.size }],
    argv: [
      // No bus=: a DIMM sits in a slot, not on a bus.
      '-device', `nvdimm,id=${device.id},memdev=${backendOf(device)},node=1`,
    ],
    dimm: device.size,
    node1: {},
  };
}
