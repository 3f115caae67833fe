/** Processors and the accelerator that runs them. */
import type { Machine } from '../../../config/machine.ts';
import type { Accelerator } from '../accelerator/accelerator.ts';
import type { Part } from './part.ts';

/**
 * All figures: processor time of QEMU 11.1 until the kernel of 6.12 starts init, against these values, medians of 5 interleaved boots.
 * thread=multi is QEMU's own choice where host and guest are x86; `single` took 1.01. tb-size bounds the cache of translated code, which
 * otherwise grows to 1 GiB for each guest: a boot, a CXL region and all its blocks online fill 56 MiB, and with 64 MiB a boot took 0.97.
 * A second processor (cpus: 2) costs 1.22, for work that a boot does not have.
 */
const ACCELERATOR = { tcg: 'tcg,thread=multi,tb-size=256', kvm: 'kvm' } as const;

/**
 * Under TCG a small model: every feature that `max` adds is one the guest sets up and TCG emulates (1.09).
 * pdpe1gb makes DirectMap1G say something; rdrand and rdseed let the random pool start at once.
 */
const MODEL = { tcg: ['qemu64', '+pdpe1gb', '+rdrand', '+rdseed'], kvm: ['host'] } as const;

export function cpu(machine: Machine, accelerator: Accelerator): Part {
  const hidden = machine.hypervisorBit === 'hidden' ? ['-hypervisor'] : [];
  return {
    argv: ['-accel', ACCELERATOR[accelerator], '-cpu', [...MODEL[accelerator], ...hidden].join(','), '-smp', String(machine.cpus)],
  };
}
