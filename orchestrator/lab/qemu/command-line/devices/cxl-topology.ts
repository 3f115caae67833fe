/** What all CXL devices of a machine share: one host bridge and one fixed memory window onto it. */
import { expanders, isCxl, type CxlDevice, type Expander } from '../../../../config/cxl-expanders.ts';
import type { Machine } from '../../../../config/machine.ts';
import { formatSize, MIB } from '../../../../config/size.ts';
import { backendOf, type Backend } from '../backend.ts';
import { checkMultiple, deviceField, invalid } from '../invalid.ts';
import { mebibytes } from '../mebibytes.ts';
import type { Part } from '../part.ts';

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
  for (const device of devices) checkSize(machine, device);
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

export const portOf = ({ id }: Pick<Expander, 'id'>): string => `${id}_port`;

/** A root port of the host bridge for the expander, or for the switch it is behind; its id is a bus. */
export function rootPort(expander: Expander): { id: string; argv: string[] } {
  const [id, serial] = [portOf(expander), expander.serial];
  return { id, argv: ['-device', `cxl-rp,id=${id},bus=${HOST_BRIDGE},port=${serial - 1},chassis=0,slot=${serial - 1}`] };
}

/** The expanders of one device. */
export const expandersOf = (machine: Machine, device: CxlDevice): Expander[] => expanders(machine).filter((expander) => expander.device === device);

/** An expander on `bus` whose memory is what `memory` says. */
export function type3(expander: Expander, bus: string, memory: 'volatile-memdev' | 'persistent-memdev', ...more: readonly string[]): string[] {
  return ['-device', [`cxl-type3,id=${expander.id},bus=${bus},${memory}=${backendOf(expander)},sn=${expander.serial}`, ...more].join(',')];
}

export const backendOfExpander = (expander: Expander): Backend => ({ id: backendOf(expander), size: expander.size });

function checkSize(machine: Machine, device: CxlDevice): void {
  const ways = device.kind === 'cxl-interleaved' ? device.ways : 1;
  const unit = ways === 1 ? MULTIPLE : { size: ways * MULTIPLE.size, text: formatSize(ways * MULTIPLE.size) };
  const each = ways === 1 ? '' : `, each of ${ways} expanders by itself`;
  checkMultiple(machine, deviceField(machine, device, 'size'), device.size, { ...unit, why: `CXL capacities are counted in ${MULTIPLE.text}${each}` });
}

const capacity = (devices: readonly CxlDevice[]): number => devices.reduce((total, { size }) => total + size, 0);
