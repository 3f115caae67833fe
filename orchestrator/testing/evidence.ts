/** The evidence of a guest that does what the model says, for tests that then bend one piece of it. */
import type { Evidence } from '../judge/evidence.ts';
import { ERRNO, type Operation } from '../model/operation.ts';
import { predict } from '../model/predict.ts';
import { begin } from '../model/start.ts';
import { seen } from './seen.ts';
import { start, type ImaginedGuest } from './start.ts';

export function faithful(guest: ImaginedGuest, operations: readonly Operation[], branch: (count: number) => number = () => 0): Evidence[] {
  const observation = start(guest);
  let world = begin(observation);
  const evidence: Evidence[] = [{ type: 'booted', release: observation.release, accelerator: 'tcg' }, { type: 'baseline', observation }];
  operations.forEach((operation, index) => {
    const outcomes = predict(world, operation);
    const outcome = outcomes[branch(outcomes.length)] ?? outcomes[0];
    if (!outcome) throw new Error('an operation without an outcome');
    world = outcome.world;
    evidence.push(
      { type: 'operation', index, operation },
      { type: 'result', index, errno: ERRNO[outcome.errno] },
      { type: 'observed', index, observation: seen(world) },
    );
  });
  return [...evidence, { type: 'completed' }];
}
