/**
 * The CXL expanders of a machine. Their serial numbers are how both sides name the same one: QEMU is told them, and the guest finds its
 * devices by them, because the kernel numbers devices in the order of probing.
 */
import type { Bytes } from '../model/units.ts';
import type { Device, DeviceOf, Machine } from './machine.ts';
import { bytes } from './size.ts';

export type CxlDevice = DeviceOf<'cxl-volatile' | 'cxl-interleaved' | 'cxl-persistent'>;

const KINDS: readonly Device['kind'][] = ['cxl-volatile', 'cxl-interleaved', 'cxl-persistent'] satisfies CxlDevice['kind'][];
export const isCxl = (device: Device): device is CxlDevice => KINDS.includes(device.kind);

export interface Expander {
  readonly device: CxlDevice;
  /** The device's own where it has one expander; with several, no id of a description looks like it. */
  readonly id: string;
  /** From 1, in the order of the description: without one of its own every expander has the same. */
  readonly serial: number;
  readonly size: Bytes;
}

export function expanders({ devices }: Pick<Machine, 'devices'>): Expander[] {
  return devices.filter(isCxl).flatMap(ofDevice).map((expander, index) => ({ ...expander, serial: index + 1 }));
}

function ofDevice(device: CxlDevice): Omit<Expander, 'serial'>[] {
  if (device.kind !== 'cxl-interleaved') return [{ device, id: device.id, size: device.size }];
  return Array.from({ length: device.ways }, (_, index) => ({ device, id: `${device.id}_${index}`, size: bytes(device.size / device.ways) }));
}
