/** Steps in the order they are done, repetitions written out: each is expanded against the world that the one before it left. */
import type { Action, Step } from './scenario.ts';

export function* unroll(steps: readonly Step[]): Generator<Action> {
  for (const step of steps) {
    if (step.kind !== 'repeat') yield step;
    else for (let time = 0; time < step.times; time++) yield* unroll(step.steps);
  }
}
