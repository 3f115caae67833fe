/** The same operation of the straight way under one fault after the other, in one guest: what fails leaves everything as it was, for the next. */
import type { Fault } from '../../model/fault.ts';
import type { Operation } from '../../model/operation.ts';
import { changes } from '../explore/moves.ts';
import { windUp } from '../explore/wind-up.ts';
import { stepsSource, type Source } from '../source.ts';
import { STRAIGHT, under } from './straight.ts';

/**
 * Up to the operation of that place, which is then done with each of the calls failing; one that is done nevertheless is taken back before the next. Behind the last
 * it is done without, as anybody would try again, and everything is taken back. Ends earlier where it can neither be done nor be taken back any more.
 */
export function failingInTurn(place: number, calls: readonly number[], fault: Omit<Fault, 'at'>): Source {
  const next = stepsSource(STRAIGHT.steps, {});
  const winding = windUp();
  const left: (number | undefined)[] = [...calls, undefined];
  let done = 0;
  let wanted: Operation | undefined;
  let takenBack = false;
  return (world) => {
    if (done < place) {
      done++;
      return next(world);
    }
    wanted ??= next(world);
    if (wanted && left.length > 0) {
      if (changes(world, wanted)) {
        const call = left.shift();
        takenBack = false;
        return call === undefined ? wanted : under(wanted, { ...fault, at: { call, perhaps: true } });
      }
      const back = undoing(wanted);
      if (back && !takenBack && changes(world, back)) {
        takenBack = true;
        return back;
      }
      left.length = 0;
    }
    return winding(world);
  };
}

/** Of what the straight way does with memory. */
function undoing(operation: Operation): Operation | undefined {
  if (operation.kind === 'write-state') return { kind: 'write-state', block: operation.block, value: operation.value === 'offline' ? 'online_movable' : 'offline' };
  if (operation.kind === 'bind' || operation.kind === 'unbind') return { kind: operation.kind === 'bind' ? 'unbind' : 'bind', device: operation.device };
  return undefined;
}
