/** Where a reproduction takes daxlab itself. */
import type { Performed } from '../../judge/retrace.ts';
import { isOfHost } from './dimm-steps.ts';
import { bootCommand, leadingTo, type Failure } from './failure.ts';
import { isHolding, isProgram } from './guest-steps.ts';

/** Why there is no repro.sh, where there is none. A record may be of before a thing was told, or its guest never came so far. */
export function unscriptable(failure: Failure): string | undefined {
  if (!bootCommand(failure.attempt) || !failure.attempt.guest?.prepare) return 'the record does not say how the guest was prepared';
  const beyond = leadingTo(failure).find((one) => !isReproducible(one));
  if (!beyond) return undefined;
  return beyond.operation.kind === 'pin' ? `who waits for the page that operation ${beyond.index} pins must be interrupted, which only daxlab does` : `the record does not say what operation ${beyond.index} wrote`;
}

/** A record of before it was told has no writes of processes that write at once. */
const isReproducible = ({ operation, write, writes }: Performed): boolean => write !== undefined || writes !== undefined || isOfHost(operation) || isProgram(operation) || isHolding(operation);
