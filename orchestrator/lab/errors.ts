/**
 * What can go wrong in the real world, typed where it arises. The runner turns the class into a verdict; nothing here knows verdicts.
 */
import { ExplainedError } from '../config/explained-error.ts';

/** The host's, QEMU's, the mirror's or the channel's trouble: never the kernel's fault. */
export class InfrastructureError extends ExplainedError {
  override name = 'InfrastructureError';
}

/** The kernel or the machine cannot do what was asked, for a reason that can be told beforehand. */
export class UnsupportedError extends ExplainedError {
  override name = 'UnsupportedError';
}

/** A guest that was started did not reach its init, or not the prepared state, before the deadline. */
export class BootError extends ExplainedError {
  override name = 'BootError';
}

/** The guest reached init and stopped answering: a hang, a panic or a lost connection; the console tells which. */
export class GuestLostError extends ExplainedError {
  override name = 'GuestLostError';
}
