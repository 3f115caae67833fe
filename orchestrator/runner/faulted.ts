/** An operation of the guest's own with a fault, which is armed before it and taken back behind it. */
import type { Guest as LabGuest } from '../lab/guest/guest.ts';
import { armFault, openStub, type RunningQemu } from '../lab/qemu/index.ts';
import { ALLOCATIONS, type Fault } from '../model/fault.ts';
import type { OwnOperation } from '../lab/guest/operation.ts';
import type { Performed } from './guest.ts';

/** @throws UnsupportedError where the kernel has no such function, or fails no allocations; InfrastructureError, and what the guest throws */
export function performWith(fault: Fault, lab: Pick<LabGuest, 'addressOf' | 'perform'>, qmp: RunningQemu['qmp'], operation: OwnOperation, index: number): Promise<Performed> {
  return fault.in === ALLOCATIONS ? performShort(fault, lab, operation, index) : performArmed(fault, lab, qmp, () => lab.perform(operation, index));
}

/** As much as fits into the kernel's counter: no operation makes so many. */
const ALL_COUNTED = 2 ** 31 - 1;

async function performShort({ at, does }: Fault, lab: Pick<LabGuest, 'perform'>, operation: OwnOperation, index: number): Promise<Performed> {
  const counted = does.kind === 'count' || !('call' in at);
  const nth = counted ? ALL_COUNTED : at.call;
  const { left = nth, ...performed } = await lab.perform(operation, index, nth);
  return { ...performed, fault: { fired: counted || left === 0, calls: nth - left } };
}

/** Whoever does it: the guest goes on while QEMU asks it for something. */
export async function performArmed(fault: Fault, lab: Pick<LabGuest, 'addressOf'>, qmp: RunningQemu['qmp'], perform: () => Promise<Performed>): Promise<Performed> {
  const address = await lab.addressOf(fault.in);
  const armed = await armFault(await openStub(qmp), fault, address);
  let performed: Performed;
  try {
    performed = await Promise.race([perform(), armed.failed]);
  } catch (error) {
    armed.abandon();
    throw error;
  }
  return { ...performed, fault: await armed.disarm() };
}
