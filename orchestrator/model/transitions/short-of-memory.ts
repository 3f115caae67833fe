/**
 * An allocation that fails, whichever it is: the operation does without, or ends as one does at some step that returns ENOMEM. All of these are predicted, and what is seen
 * tells which it was.
 */
import { ALLOCATIONS, type Fault } from '../fault.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import type { World } from '../world.ts';
import { FALLIBLE_FUNCTIONS } from './strike.ts';

type Predict = (world: World, operation: Operation) => readonly Outcome[];

/** An operation whose allocation fails. */
export const isShort = (operation: Operation): boolean => operation.kind !== 'together' && operation.fault?.in === ALLOCATIONS && operation.fault.does.kind === 'fail';

export function shortOfMemory(world: World, operation: Exclude<Operation, { kind: 'together' }>, predict: Predict): readonly Outcome[] {
  const whole = predict(world, { ...operation, fault: undefined });
  const sound = new Set(whole.map(inWords));
  const failing = FALLIBLE_FUNCTIONS.flatMap((fn) => {
    const found: Outcome[] = [];
    // Up to the call that it does not come to.
    for (let call = 1; ; call++) {
      const fault: Fault = { in: fn, at: { call }, does: { kind: 'fail', errno: 'ENOMEM' } };
      const struck = predict(world, { ...operation, fault }).filter((outcome) => !sound.has(inWords(outcome)));
      if (struck.length === 0) return found;
      found.push(...struck);
    }
  });
  // The write itself takes a buffer, before anybody is called [fs/kernfs/file.c:kernfs_fop_write_iter].
  const unheard: Outcome = { errno: 'ENOMEM', world, calls: [] };
  const all = new Map([...whole, unheard, ...failing].map((outcome) => [inWords(outcome), outcome]));
  return [...all.values()].map((outcome) => ({ ...outcome, open: outcome.open ?? 'allocation-failed' }));
}

/** What tells outcomes of one operation apart. */
const inWords = ({ errno, calls, world }: Outcome): string => JSON.stringify([errno, calls, world.highest]);
