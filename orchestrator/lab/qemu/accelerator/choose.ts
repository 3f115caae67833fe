/** Which accelerator a machine runs on, and why: pure. */
import { expanders } from '../../../config/cxl-expanders.ts';
import type { Machine } from '../../../config/machine.ts';
import type { QemuVersion } from '../../toolchain/qemu.ts';
import type { Accelerator } from './accelerator.ts';
import type { KvmProbe } from './kvm-probe.ts';

export interface Choice {
  readonly accelerator: Accelerator;
  readonly reason: string;
}

export interface ChoiceInputs {
  readonly probe: KvmProbe;
  readonly qemuVersion: QemuVersion;
  readonly machine: Machine;
}

/**
 * CXL memory that the guest runs from crashes under KVM when QEMU serves the window through MMIO, as every version did up to 11.0. From
 * 11.1 a window is mapped straight to RAM, unless it is interleaved.
 */
export function chooseAccelerator({ probe, qemuVersion: { major, minor }, machine }: ChoiceInputs): Choice {
  if (!probe.usable) return { accelerator: 'tcg', reason: probe.reason };
  const count = expanders(machine).length;
  if (count > 0 && (major < 11 || (major === 11 && minor < 1))) {
    return { accelerator: 'tcg', reason: `QEMU ${major}.${minor} serves CXL memory through MMIO, in which guests crash under KVM (11.1 maps it)` };
  }
  if (count > 1) return { accelerator: 'tcg', reason: 'QEMU serves an interleaved CXL window through MMIO, in which guests crash under KVM' };
  return { accelerator: 'kvm', reason: probe.reason };
}
