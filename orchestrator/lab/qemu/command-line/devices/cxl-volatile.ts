/** A CXL type-3 expander with volatile memory, behind a root port of its own. */
import type { DeviceOf, Machine } from '../../../../config/machine.ts';
import { backend, backendOf } from '../backend.ts';
import type { Part } from '../part.ts';
import { rootPort } from './cxl-topology.ts';

export function cxlVolatile(machine: Machine, device: DeviceOf<'cxl-volatile'>): Part {
  const port = rootPort(machine, device);
  // Without a serial number of its own every expander has the same one, and the tools cannot tell them apart.
  const serial = machine.devices.indexOf(device) + 1;
  return {
    argv: [
      ...backend(backendOf(device), device.size),
      ...port.argv,
      '-device', `cxl-type3,id=${device.id},bus=${port.id},volatile-memdev=${backendOf(device)},sn=${serial}`,
    ],
  };
}
