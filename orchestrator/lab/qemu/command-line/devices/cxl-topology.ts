/** What all CXL devices of a machine share: one host bridge and one fixed memory window onto it. */
import type { Device, DeviceOf, Machine } from '../../../../config/machine.ts';
import { formatSize, MIB } from '../../../../config/size.ts';
import { checkMultiple, deviceField, invalid } from '../invalid.ts';
import { mebibytes } from '../mebibytes.ts';
import type { Part } from '../part.ts';

export type CxlDevice = DeviceOf<'cxl-volatile'>;
export const isCxl = (device: Device): device is CxlDevice => device.kind === 'cxl-volatile';

const HOST_BRIDGE = 'cxl_bridge';
/** Bus numbers up to here are left to what else may sit on the root bus. */
const BUS_NUMBER = 12;
const MULTIPLE = { size: 256 * MIB, text: '256MiB' };

/**
 * Nothing for a machine without CXL devices.
 * @throws ConfigError naming hypervisorBit, cxlWindow or a device's size
 */
export function cxlTopology(machine: Machine): Part[] {
  const devices = machine.devices.filter(isCxl);
  if (devices.length === 0) {
    if (machine.cxlWindow !== undefined) throw invalid(machine, 'cxlWindow', 'none on a machine without CXL devices', formatSize(machine.cxlWindow));
    return [];
  }
  if (machine.hypervisorBit !== 'hidden') {
    const why = 'with it visible the kernel does not flush CPU caches and refuses to commit a CXL region (ENXIO)';
    throw invalid(machine, 'hypervisorBit', `hidden on a machine with CXL devices: ${why}`, machine.hypervisorBit);
  }
  for (const device of devices) {
    checkMultiple(machine, deviceField(machine, device, 'size'), device.size, { ...MULTIPLE, why: 'CXL capacities are counted in that unit' });
  }
  const window = machine.cxlWindow ?? capacity(devices);
  checkMultiple(machine, 'cxlWindow', window, { ...MULTIPLE, why: 'QEMU refuses any other window' });
  if (window < capacity(devices)) {
    throw invalid(machine, 'cxlWindow', `at least ${formatSize(capacity(devices))}, the size of all CXL devices`, formatSize(window));
  }
  return [{
    machine: ['cxl=on', `cxl-fmw.0.targets.0=${HOST_BRIDGE}`, `cxl-fmw.0.size=${mebibytes(window)}`],
    argv: ['-device', `pxb-cxl,id=${HOST_BRIDGE},bus=pcie.0,bus_nr=${BUS_NUMBER}`],
  }];
}

/** A root port of the host bridge, for the machine's `index`-th CXL device; its id is a bus. */
export function rootPort(machine: Machine, device: CxlDevice): { id: string; argv: string[] } {
  const index = machine.devices.filter(isCxl).indexOf(device);
  const id = `${device.id}_port`;
  return { id, argv: ['-device', `cxl-rp,id=${id},bus=${HOST_BRIDGE},port=${index},chassis=0,slot=${index}`] };
}

const capacity = (devices: readonly CxlDevice[]): number => devices.reduce((total, { size }) => total + size, 0);
