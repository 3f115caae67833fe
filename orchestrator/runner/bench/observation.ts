/** One operation and the full observation after it, on 24 blocks and on 256. */
import { loadavg } from 'node:os';
import { ERRNO, type Operation } from '../../model/operation.ts';
import { toLookAt } from '../../model/observables/look-at.ts';
import { predict } from '../../model/predict.ts';
import { begin } from '../../model/start.ts';
import type { World } from '../../model/world.ts';
import type { Guest } from '../guest.ts';
import type { Supply } from '../supplies.ts';
import { median, type Figure } from './figure.ts';
import { hmemOf, withGuest } from './guest.ts';

const WANTED_SECONDS = 0.3;
const WANTED_RATIO = 3;
/** Enough blocks for a median; each is taken online and offline. */
const BLOCKS = 12;

export async function observations(supply: Supply, progress: (what: string) => void, signal: AbortSignal): Promise<readonly Figure[]> {
  const few = await measure('3GiB', supply, progress, signal);
  const many = await measure('32GiB', supply, progress, signal);
  const load = `load ${(loadavg()[0] ?? 0).toFixed(1)}`;
  return [
    { name: 'one operation and its observation, 24 blocks', value: few, unit: 's', wanted: `at most ${WANTED_SECONDS}`, met: few <= WANTED_SECONDS, detail: `median of ${2 * BLOCKS}, ${load}` },
    { name: 'the same on 256 blocks', value: many / few, unit: 'times that', wanted: `at most ${WANTED_RATIO}`, met: many / few <= WANTED_RATIO, detail: `median ${many.toFixed(3)} s of ${2 * BLOCKS}, ${load}` },
  ];
}

/** Seconds. */
async function measure(size: string, supply: Supply, progress: (what: string) => void, signal: AbortSignal): Promise<number> {
  progress(`operations on ${size} of hmem`);
  return withGuest(hmemOf(size), supply, signal, async (guest) => {
    await guest.prepare();
    await guest.witnessCalls();
    let world = begin(await guest.observe());
    world = (await step(guest, world, { kind: 'bind', device: 'dax0.0' }, 0)).world;
    const taken: number[] = [];
    const blocks = [...world.blocks.keys()].slice(0, BLOCKS);
    let index = 1;
    for (const value of ['online_movable', 'offline']) {
      for (const block of blocks) {
        const began = performance.now();
        world = (await step(guest, world, { kind: 'write-state', block, value }, index++)).world;
        taken.push((performance.now() - began) / 1000);
      }
    }
    return median(taken);
  });
}

export async function step(guest: Guest, world: World, operation: Operation, index: number): Promise<{ world: World }> {
  const { errno } = await guest.perform(operation, index);
  const next = predict(world, operation).find((outcome) => ERRNO[outcome.errno] === errno)?.world ?? world;
  await guest.observe(toLookAt(world, next, operation));
  return { world: next };
}
