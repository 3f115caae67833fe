/** The evidence of a guest that does what the model says, for tests that then bend one piece of it. */
import type { CallWitness } from '../judge/calls.ts';
import type { Evidence } from '../judge/evidence.ts';
import type { CalledFunction } from '../model/calls.ts';
import { ERRNO, type Operation } from '../model/operation.ts';
import { predict } from '../model/predict.ts';
import { begin } from '../model/start.ts';
import { seen } from './seen.ts';
import { start, type ImaginedGuest } from './start.ts';

const ALTMAPS: readonly CalledFunction[] = ['arch_add_memory', 'create_memory_block_devices', 'arch_remove_memory'];
const FUNCTIONS: readonly CalledFunction[] = [
  'add_memory_driver_managed', ...ALTMAPS, 'remove_memory_block_devices', 'memory_block_release', 'mhp_init_memmap_on_memory',
  'mhp_deinit_memmap_on_memory', 'online_pages', 'offline_pages',
];

/** A witness that sees everything. */
export const WITNESS: Pick<CallWitness, 'observable' | 'missing'> = { observable: FUNCTIONS.map((fn) => ({ fn, altmap: ALTMAPS.includes(fn) })), missing: [] };

export function faithful(guest: ImaginedGuest, operations: readonly Operation[], branch: (count: number) => number = () => 0): Evidence[] {
  const observation = start(guest);
  let world = begin(observation);
  const evidence: Evidence[] = [{ type: 'booted', release: observation.release, accelerator: 'tcg' }, { type: 'call-witness', ...WITNESS }, { type: 'baseline', observation }];
  operations.forEach((operation, index) => {
    const outcomes = predict(world, operation);
    const outcome = outcomes[branch(outcomes.length)] ?? outcomes[0];
    if (!outcome) throw new Error('an operation without an outcome');
    world = outcome.world;
    evidence.push(
      { type: 'operation', index, operation },
      { type: 'result', index, errno: ERRNO[outcome.errno] },
      { type: 'called', index, calls: outcome.calls },
      { type: 'observed', index, observation: seen(world) },
    );
  });
  return [...evidence, { type: 'completed' }];
}
