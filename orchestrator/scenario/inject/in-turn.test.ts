import { expect, it } from 'vitest';
import { describe, type Operation } from '../../model/operation.ts';
import type { Outcome } from '../../model/outcome.ts';
import { predict } from '../../model/predict.ts';
import type { World } from '../../model/world.ts';
import { after } from '../../testing/worlds.ts';
import { failingInTurn } from './in-turn.ts';

const FAIL = { in: 'allocations', does: { kind: 'fail', errno: 'ENOMEM' } } as const;

type Pick = (outcomes: readonly Outcome[], call: number) => Outcome | undefined;

/** @param pick what an operation under a fault comes to; the first that is predicted unless it says otherwise, as of all others */
function follow(place: number, calls: readonly number[], pick: Pick = () => undefined): string[] {
  const next = failingInTurn(place, calls, FAIL);
  const done: Operation[] = [];
  let world: World = after({});
  for (let operation = next(world); operation; operation = next(world)) {
    done.push(operation);
    const outcomes = predict(world, operation);
    const call = operation.kind !== 'together' && operation.fault && 'call' in operation.fault.at ? operation.fault.at.call : 0;
    world = (pick(outcomes, call) ?? outcomes[0])?.world ?? world;
  }
  return done.map((operation) => describe(operation).replace('dax0.0', 'it').replace('allocation ', ''));
}
const failing = (...those: readonly number[]): Pick => (outcomes, call) => (those.includes(call) ? outcomes.findLast(({ errno }) => errno !== 'OK') : undefined);

it('fails a bind again and again, takes back one that is done all the same, and is done without at the end', () => {
  expect(follow(1, [1, 2, 3], failing(1, 3))).toEqual([
    'write "1" to it/memmap_on_memory', 'bind it to kmem (1 fails)', 'bind it to kmem (2 fails)', 'unbind it from kmem', 'bind it to kmem (3 fails)', 'bind it to kmem', 'unbind it from kmem',
  ]);
});

it('has a block online and offline in turn', () => {
  expect(follow(2, [1, 2]).slice(2)).toEqual([
    'write "online_movable" to memory32/state (1 fails)', 'write "offline" to memory32/state', 'write "online_movable" to memory32/state (2 fails)', 'write "offline" to memory32/state',
    'write "online_movable" to memory32/state', 'write "offline" to memory32/state', 'unbind it from kmem',
  ]);
});

it('binds again what was unbound, and ends where memory stays that cannot be had again', () => {
  const unbinds = (calls: readonly number[], pick?: Pick): string[] => follow(18, calls, pick).slice(18);
  expect(unbinds([1, 2], failing(1))).toEqual(['unbind it from kmem (1 fails)', 'unbind it from kmem (2 fails)', 'bind it to kmem', 'unbind it from kmem']);
  const stays: Pick = (outcomes, call) => (call === 2 ? outcomes.find(({ errno, world }) => errno === 'OK' && world.added.length > 0) : undefined);
  expect(unbinds([1, 2, 3], stays)).toEqual(['unbind it from kmem (1 fails)', 'bind it to kmem', 'unbind it from kmem (2 fails)']);
});
