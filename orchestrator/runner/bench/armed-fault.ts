/** What a fault costs that is armed and never fires: the same operations with one at each and with none. */
import { loadavg } from 'node:os';
import type { Fault } from '../../model/fault.ts';
import { begin } from '../../model/start.ts';
import type { World } from '../../model/world.ts';
import type { Supply } from '../supplies.ts';
import { median, type Figure } from './figure.ts';
import { machineCalled, withGuest } from './guest.ts';
import { step } from './observation.ts';

/** Called by none of the operations that it is armed for. */
const NEVER: Fault = { in: 'create_memory_block_devices', at: { call: 1 }, does: { kind: 'skip' } };
/** Called once by each: the guest is stopped there and goes on. */
const LATER: Fault = { in: 'online_pages', at: { call: 2 }, does: { kind: 'skip' } };
const ROUNDS = 5;

export async function armedFaults(supply: Supply, progress: (what: string) => void, signal: AbortSignal): Promise<readonly Figure[]> {
  progress('operations under a fault that does not fire');
  const [none, never, later] = await withGuest(await machineCalled('hmem'), supply, signal, async (guest) => {
    await guest.prepare();
    await guest.witnessCalls();
    let world: World = (await step(guest, begin(await guest.observe()), { kind: 'bind', device: 'dax0.0' }, 0)).world;
    const taken: [number[], number[], number[]] = [[], [], []];
    let index = 1;
    // In turn, so that all three see the same host.
    for (let round = 0; round < ROUNDS; round++) {
      for (const [place, fault] of [undefined, NEVER, LATER].entries()) {
        for (const block of world.blocks.keys()) {
          const began = performance.now();
          world = (await step(guest, world, { kind: 'write-state', block, value: 'online_movable', fault }, index++)).world;
          taken[place]?.push((performance.now() - began) / 1000);
        }
        for (const block of world.blocks.keys()) world = (await step(guest, world, { kind: 'write-state', block, value: 'offline' }, index++)).world;
      }
    }
    return taken.map(median);
  });
  const figure = (name: string, seconds = NaN): Figure => ({
    name, value: seconds / (none ?? NaN), unit: 'times one without', wanted: 'only told',
    detail: `medians ${seconds.toFixed(3)} s and ${(none ?? NaN).toFixed(3)} s of ${ROUNDS} rounds, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  });
  return [figure('an operation and its observation under a fault that nothing comes by', never), figure('the same under one that is come by once and does not fire', later)];
}
