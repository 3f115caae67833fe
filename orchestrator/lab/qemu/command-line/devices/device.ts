/** The devices of a machine, each made by the file of its kind. */
import { daxOf, type Device, type Machine } from '../../../../config/machine.ts';
import { deviceField, invalid } from '../invalid.ts';
import type { Part } from '../part.ts';
import { cxlPersistent } from './cxl-persistent.ts';
import { cxlTopology } from './cxl-topology.ts';
import { cxlVolatile } from './cxl-volatile.ts';
import { nvdimm } from './nvdimm.ts';
import { pcDimm } from './pc-dimm.ts';
import { softReserved } from './soft-reserved.ts';
import { softReservedRanges } from './soft-reserved-ranges.ts';
import { softReservedTopology } from './soft-reserved-topology.ts';

/** @throws ConfigError naming the field that QEMU or the kernel cannot take */
export function devices(machine: Machine): Part[] {
  for (const field of ['id', 'dax'] as const) checkUnique(machine, field);
  return [...cxlTopology(machine), ...softReservedTopology(machine), ...machine.devices.map((device) => part(machine, device))];
}

function part(machine: Machine, device: Device): Part {
  switch (device.kind) {
    case 'cxl-volatile':
    case 'cxl-interleaved':
      return cxlVolatile(machine, device);
    case 'cxl-persistent':
      return cxlPersistent(machine, device);
    case 'nvdimm':
      return nvdimm(machine, device);
    case 'pc-dimm':
      return pcDimm(machine, device);
    case 'soft-reserved':
      return softReserved(machine, device);
    case 'soft-reserved-ranges':
      return softReservedRanges(machine, device);
  }
}

function checkUnique(machine: Machine, field: 'id' | 'dax'): void {
  const seen = new Set<string>();
  for (const device of machine.devices) {
    const name = field === 'id' ? device.id : daxOf(device);
    if (name === undefined) continue;
    if (seen.has(name)) throw invalid(machine, deviceField(machine, device, field), 'a name that no other device has', name);
    seen.add(name);
  }
}
