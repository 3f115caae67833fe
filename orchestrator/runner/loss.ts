/** From what went wrong in the lab to evidence: the class of the error tells whose trouble it is. */
import type { Evidence, Phase } from '../judge/evidence.ts';
import { NotAStart } from '../model/start.ts';
import { UnknownRelease } from '../model/semantics.ts';
import { BootError, GuestLostError, InfrastructureError, UnsupportedError } from '../lab/errors.ts';
import { ChannelLostError } from '../lab/guest/lost.ts';
import { StepMismatch } from '../scenario/expand.ts';
import { DeadlinePassed } from './deadlines.ts';

/** Undefined for an error that is not of the real world: a defect of daxlab or wrong configuration, which ends the run. */
export function lossEvidence(error: unknown, phase: Phase): Evidence | undefined {
  if (error instanceof UnsupportedError || error instanceof UnknownRelease || error instanceof StepMismatch) return { type: 'unsupported', reason: error.message };
  if (error instanceof BootError) return { type: 'boot-failed', reason: error.message };
  if (error instanceof ChannelLostError) return { type: 'guest-lost', phase, how: error.how, reason: error.message };
  if (error instanceof DeadlinePassed) return { type: 'guest-lost', phase, how: 'hang', reason: error.message };
  if (error instanceof GuestLostError) return { type: 'guest-lost', phase, how: 'connection', reason: error.message };
  if (error instanceof InfrastructureError || error instanceof NotAStart) return { type: 'infrastructure', phase, reason: error.message };
  return undefined;
}
