/** A value of a machine description that QEMU or the kernel cannot take. */
import { ConfigError } from '../../../config/explained-error.ts';
import type { Device, Machine } from '../../../config/machine.ts';

/** `field` is the path inside the description: `memory`, `devices[0].size`. */
export function invalid(machine: Machine, field: string, expected: string, seen: string): ConfigError {
  return new ConfigError({
    doing: 'making a QEMU command line',
    to: `${field} of machine ${machine.name}`,
    expected,
    seen,
    next: `correct ${field} in the machine's description`,
  });
}

/** The path of a device's field: `devices[0].size`. */
export function deviceField(machine: Machine, device: Device, field: string): string {
  return `devices[${machine.devices.indexOf(device)}].${field}`;
}

export function checkMultiple(machine: Machine, field: string, value: number, unit: { size: number; text: string; why: string }): void {
  if (value % unit.size !== 0) throw invalid(machine, field, `a multiple of ${unit.text}: ${unit.why}`, `${value} bytes`);
}
