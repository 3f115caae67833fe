/** Faults for operations of a random sequence: at functions on the operation's path, at a call that it comes to in this world whatever else is open. */
import type { Fault, FaultErrno } from '../../model/fault.ts';
import type { Operation } from '../../model/operation.ts';
import { predict } from '../../model/predict.ts';
import { strikeOf } from '../../model/transitions/strike.ts';
import type { World } from '../../model/world.ts';
import { pick, type Random } from './random.ts';

/**
 * One for each way in which a step of the path fails, and for each the errno that it fails with: a finding is named by its fault, so one bug would be told once for
 * every errno, and for every function that passes it on. All are seen from other files of the kernel, so no compiler has inlined them.
 */
const FUNCTIONS: readonly (readonly [string, FaultErrno])[] = [
  ['memory_group_register_static', 'ENOMEM'], ['add_memory_driver_managed', 'ENOMEM'], ['arch_add_memory', 'ENOMEM'], ['__add_pages', 'ENOMEM'], ['create_memory_block_devices', 'ENOMEM'],
  ['mhp_init_memmap_on_memory', 'ENOMEM'], ['online_pages', 'ENOMEM'], ['offline_pages', 'EBUSY'], ['start_isolate_page_range', 'EBUSY'], ['remove_memory', 'EBUSY'],
];

/** Of the operations that can be struck, one in so many is. */
const SHARE = 6;

/** The operation with a fault now and then; by the number of the call, not by its chunk, for the same reason as above. */
export function struckNowAndThen(random: Random, world: World, operation: Operation): Operation {
  if (!canFail(operation) || random.below(SHARE) > 0) return operation;
  const failing = (fn: string, errno: FaultErrno, call: number): Fault => ({ in: fn, at: { call }, does: { kind: 'fail', errno } });
  const [first, ...others] = FUNCTIONS.filter(([fn, errno]) => strikes(world, { ...operation, fault: failing(fn, errno, 1) }));
  if (!first) return operation;
  const [fn, errno] = pick(random, [first, ...others]);
  const calls = countOf((call) => strikes(world, { ...operation, fault: failing(fn, errno, call) }));
  return { ...operation, fault: failing(fn, errno, 1 + random.below(calls)) };
}

/** Those whose failures the model follows. */
type CanFail = Extract<Operation, { kind: 'bind' | 'unbind' | 'write-state' }>;
const canFail = (operation: Operation): operation is CanFail => operation.kind === 'bind' || operation.kind === 'unbind' || operation.kind === 'write-state';

/** The operation without its fault where the kernel does not come to that here: a fault that does not fire says nothing. */
export function fitting(world: World, operation: Operation): Operation {
  return operation.kind === 'together' || !strikeOf(operation.fault) || strikes(world, operation) ? operation : withoutFault(operation);
}

export function withoutFault(operation: Operation): Operation {
  if (operation.kind === 'together' || !operation.fault) return operation;
  const plain = { ...operation };
  delete plain.fault;
  return plain;
}

/** Whether the fault makes another outcome of it, on every branch that is open. */
function strikes(world: World, operation: Operation): boolean {
  const without = new Set(predict(world, withoutFault(operation)).map(inShort));
  return predict(world, operation).every((outcome) => !without.has(inShort(outcome)));
}

/** What a world comes to is told by both. */
const inShort = ({ errno, calls }: ReturnType<typeof predict>[number]): string => JSON.stringify([errno, calls]);

/** The highest number that holds, where all up to it do and 1 does. */
function countOf(holds: (number: number) => boolean): number {
  let [least, most] = [1, 2];
  while (holds(most)) [least, most] = [most, 2 * most];
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (holds(middle)) least = middle;
    else most = middle;
  }
  return least;
}
