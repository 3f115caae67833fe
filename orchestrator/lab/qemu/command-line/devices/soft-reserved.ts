/** Ordinary RAM of node 1 that the kernel command line turns from usable into soft-reserved, for dax_hmem. */
import type { DeviceOf, Machine } from '../../../../config/machine.ts';
import type { Part } from '../part.ts';
import { softReserve } from './soft-reserved-topology.ts';

export function softReserved(machine: Machine, device: DeviceOf<'soft-reserved'>): Part {
  return { kernel: [softReserve(machine, device)] };
}
