/** Processors and the accelerator that runs them. */
import type { Machine } from '../../../config/machine.ts';
import type { Accelerator } from '../accelerator/accelerator.ts';
import type { Part } from './part.ts';

const ACCELERATOR = { tcg: 'tcg,thread=multi', kvm: 'kvm' } as const;

/**
 * Under TCG a small model: every feature that `max` adds is one the guest sets up and TCG emulates (PLATFORM, Boot: -2 to -3 s).
 * pdpe1gb makes DirectMap1G say something; rdrand and rdseed let the random pool start at once.
 */
const MODEL = { tcg: ['qemu64', '+pdpe1gb', '+rdrand', '+rdseed'], kvm: ['host'] } as const;

export function cpu(machine: Machine, accelerator: Accelerator): Part {
  const hidden = machine.hypervisorBit === 'hidden' ? ['-hypervisor'] : [];
  return {
    argv: ['-accel', ACCELERATOR[accelerator], '-cpu', [...MODEL[accelerator], ...hidden].join(','), '-smp', String(machine.cpus)],
  };
}
