import { expect, it } from 'vitest';
import type { Performed } from './retrace.ts';
import type { Operation } from '../model/operation.ts';
import { predict } from '../model/predict.ts';
import { begin } from '../model/start.ts';
import { start } from '../testing/start.ts';
import { attribute, bindTo, state, unbindFrom } from '../testing/worlds.ts';
import { minimalSteps } from './minimal-steps.ts';
import type { Finding } from './verdict.ts';

const LEAK: Finding = { kind: 'calls', title: 'during unbind dax0.0 from kmem: memory_block_release: 0 calls instead of 8 calls', fingerprint: 'ce87d469ebc46fdc', operation: 2, differences: [], log: [] };

function performed(operations: readonly Operation[]): Performed[] {
  let world = begin(start());
  return operations.map((operation, index) => {
    const before = world;
    world = predict(world, operation)[0]?.world ?? world;
    return { index, operation, errno: 0, world: before };
  });
}
const CYCLE = [bindTo(), state(32, 'online_movable'), state(32, 'offline'), unbindFrom()];
const kept = (operations: readonly Operation[], finding = { ...LEAK, operation: operations.length - 1 }): number[] => minimalSteps(finding, performed(operations)).map(({ index }) => index);

it('leave out what leads back to where it began', () => {
  // A node that was online once is so for good: the first bind and the last unbind stay.
  expect(kept([attribute('1'), ...CYCLE, ...CYCLE, bindTo()])).toEqual([0, 1, 8, 9]);
  expect(kept([attribute('1'), bindTo(), bindTo(), state(32, 'online_movable'), state(32, 'offline'), unbindFrom()])).toEqual([0, 1, 5]);
});

it('keep what changed anything', () => {
  expect(kept([attribute('1'), bindTo(), state(32, 'online_movable'), state(33, 'online')])).toEqual([0, 1, 2, 3]);
});

it('are all of them where a law over the whole scenario was broken, or the model no longer knew', () => {
  const all = [...CYCLE, ...CYCLE];
  expect(kept(all, { ...LEAK, kind: 'conservation', title: 'memory_block leak: 16 created, 0 released', operation: 7 })).toHaveLength(8);
  expect(minimalSteps({ ...LEAK, operation: 7 }, performed(all).map((one) => (one.index === 3 ? { ...one, world: undefined } : one)))).toHaveLength(8);
});
