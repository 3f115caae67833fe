/** A DIMM that is plugged in while the guest runs (dimm.ts): at the start there are only its memory and a slot for it. */
import type { DeviceOf, Machine } from '../../../../config/machine.ts';
import { bytes, GIB, MIB } from '../../../../config/size.ts';
import type { DimmName } from '../../../../model/operation.ts';
import type { Bytes, NodeId } from '../../../../model/units.ts';
import { backendOf } from '../backend.ts';
import { checkMultiple, deviceField } from '../invalid.ts';
import { layout } from '../layout.ts';
import type { Part } from '../part.ts';
import { softReservedEnd } from './soft-reserved-topology.ts';

/** @throws ConfigError naming the size */
export function pcDimm(machine: Machine, device: DeviceOf<'pc-dimm'>): Part {
  checkMultiple(machine, deviceField(machine, device, 'size'), device.size, {
    size: 128 * MIB, text: '128MiB', why: 'the kernel adds whole memory blocks',
  });
  return { backends: [{ id: backendOf(device), size: device.size }], dimm: device.size, node1: {} };
}

/** Where the machine's DIMMs go when they are plugged in: one after the other, behind what is there from the start. */
export interface DimmPlace {
  readonly name: DimmName;
  readonly start: Bytes;
  readonly size: Bytes;
  readonly node: NodeId;
}

export function dimmPlaces(machine: Machine): DimmPlace[] {
  let start = behind(machine);
  return machine.devices.flatMap((device) => {
    if (device.kind !== 'pc-dimm') return [];
    const place: DimmPlace = { name: device.id, start: bytes(start), size: device.size, node: 1 as NodeId };
    start += device.size;
    return [place];
  });
}

/** QEMU's region for DIMMs begins at a full GiB `[hw/i386/pc.c:pc_get_device_memory_range]`, and NVDIMMs are in it from the start. */
function behind(machine: Machine): number {
  const nvdimms = machine.devices.reduce((sum, { kind, size }) => sum + (kind === 'nvdimm' ? size : 0), 0);
  return roundUp(softReservedEnd(machine) ?? layout(machine).afterNode0, GIB) + roundUp(nvdimms, GIB);
}

const roundUp = (value: number, unit: number): number => Math.ceil(value / unit) * unit;
