/** An operation of the guest's own with a fault, which is armed before it and taken back behind it. */
import type { Guest as LabGuest } from '../lab/guest/guest.ts';
import { armFault, openStub, type RunningQemu } from '../lab/qemu/index.ts';
import type { Fault } from '../model/fault.ts';
import type { Performed } from './guest.ts';

/** @throws UnsupportedError where the kernel has no such function, InfrastructureError, and what `perform` throws */
export async function performWith(fault: Fault, lab: Pick<LabGuest, 'addressOf'>, qmp: RunningQemu['qmp'], perform: () => Promise<Performed>): Promise<Performed> {
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
