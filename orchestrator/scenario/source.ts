/** Where the operations of an attempt come from: each is asked for with the world that the one before it left. */
import type { Operation } from '../model/operation.ts';
import type { World } from '../model/world.ts';
import { hasKmemleak } from '../model/transitions/leaks.ts';
import { expand, type Given } from './expand.ts';
import { unroll } from './repeat.ts';
import type { Step } from './scenario.ts';

/** The next operation; undefined where there is none any more. */
export type Source = (world: World) => Operation | undefined;

/** Of steps: each is expanded against the world that it meets, and what it comes to is done to its end. @throws StepMismatch */
export function stepsSource(steps: readonly Step[], given: Given): Source {
  const left = unroll(steps);
  let operations: Iterator<Operation> = [][Symbol.iterator]();
  return (world) => {
    for (;;) {
      const operation = operations.next();
      if (!operation.done) return operation.value;
      const step = left.next();
      if (step.done) return undefined;
      operations = expand(step.value, world, given)[Symbol.iterator]();
    }
  };
}

/** Behind the last operation kmemleak looks, where the kernel has it: what a scenario loses shows in nothing else that is observed. */
export function thenLeaksSought(source: Source): Source {
  let last: Operation | undefined;
  return (world) => {
    const next = source(world);
    const sought = last?.kind === 'seek-leaks' || last === undefined || !hasKmemleak(world);
    last = next ?? (sought ? undefined : { kind: 'seek-leaks' });
    return last;
  };
}
