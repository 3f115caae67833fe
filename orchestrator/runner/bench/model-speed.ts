/** How many operations the model alone predicts in a second, on a device of 24 blocks. */
import type { Operation } from '../../model/operation.ts';
import type { Observation } from '../../model/observation.ts';
import { predict } from '../../model/predict.ts';
import { begin } from '../../model/start.ts';
import { blocksOf, type World } from '../../model/world.ts';
import type { Figure } from './figure.ts';

const OPERATIONS = 400_000;
const WANTED = 100_000;

/** @param start a first observation with one dax device */
export function modelSpeed(start: Observation, operations = OPERATIONS): Figure {
  const round = roundOf(start);
  let world = begin(start);
  let done = 0;
  const began = performance.now();
  while (done < operations) {
    for (const operation of round) world = predict(world, operation)[0]?.world ?? world;
    done += round.length;
  }
  const perSecond = done / ((performance.now() - began) / 1000);
  return { name: 'model: operations predicted', value: perSecond, unit: '/s', wanted: `at least ${WANTED}`, met: perSecond >= WANTED, detail: `${done} operations, ${round.length} a round` };
}

/** Bind, everything online, everything offline, unbind. */
function roundOf(start: Observation): readonly Operation[] {
  const world: World = begin(start);
  const [device] = world.devices.values();
  if (!device) throw new RangeError('the first observation has no dax device');
  const bound = predict(world, { kind: 'bind', device: device.name })[0]?.world ?? world;
  const blocks = bound.added.flatMap((range) => blocksOf(bound.constants, range));
  const all = (value: string): Operation[] => blocks.map((block) => ({ kind: 'write-state', block, value }));
  return [{ kind: 'bind', device: device.name }, ...all('online_movable'), ...all('offline'), { kind: 'unbind', device: device.name }];
}
