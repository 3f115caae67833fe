import { describe, expect, it } from 'vitest';
import { predict } from '../../model/predict.ts';
import { begin } from '../../model/start.ts';
import type { Operation } from '../../model/operation.ts';
import { start } from '../../testing/start.ts';
import { bindTo, state } from '../../testing/worlds.ts';
import { inAnotherOrder, NO_ORDERS, ordered } from './orders.ts';

/** After which of the operations the blocks that are online had come so in another order before. */
function places(operations: readonly Operation[]): number[] {
  let [world, orders] = [begin(start()), NO_ORDERS];
  return operations.flatMap((operation, place) => {
    const before = orders;
    world = predict(world, operation)[0]?.world ?? world;
    orders = ordered(orders, world);
    return orders !== before && inAnotherOrder(orders) ? [place] : [];
  });
}
const online = (block: number): Operation => state(block, 'online_movable');
const offline = (block: number): Operation => state(block, 'offline');

describe('the same blocks', () => {
  it('reached in two orders', () => {
    expect(places([bindTo(), online(32), online(33), offline(32), online(32)])).toEqual([4]);
  });

  it('reached twice in the same order say nothing about it', () => {
    expect(places([bindTo(), online(32), online(33), offline(33), online(33)])).toEqual([]);
    expect(places([bindTo(), online(32), online(33), offline(32), offline(33), online(32), online(33)])).toEqual([]);
  });

  it('in another zone are not the same', () => {
    expect(places([bindTo(), online(32), online(33), offline(32), state(32, 'online_kernel')])).toEqual([]);
  });
});
