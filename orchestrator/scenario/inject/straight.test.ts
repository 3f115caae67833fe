import { expect, it } from 'vitest';
import { describe, type Operation } from '../../model/operation.ts';
import { predict } from '../../model/predict.ts';
import type { World } from '../../model/world.ts';
import { after } from '../../testing/worlds.ts';
import type { Source } from '../source.ts';
import { counting, failingAt, sitesOf, someOf, someOfEach } from './straight.ts';

function follow(next: Source): string[] {
  const done: Operation[] = [];
  let world: World = after({});
  for (let operation = next(world); operation; operation = next(world)) {
    done.push(operation);
    world = predict(world, operation)[0]?.world ?? world;
  }
  return done.map(describe);
}
const FAIL = { in: 'create_memory_block_devices', does: { kind: 'fail', errno: 'ENOMEM' } } as const;

it('fails a bind, binds again, and takes everything back', () => {
  expect(follow(failingAt({ operation: 1, call: 3 }, FAIL))).toEqual([
    'write "1" to dax0.0/memmap_on_memory', 'bind dax0.0 to kmem (call 3 of create_memory_block_devices fails with ENOMEM)', 'bind dax0.0 to kmem', 'unbind dax0.0 from kmem',
  ]);
});

it('fails one block of several going online', () => {
  expect(follow(failingAt({ operation: 3, call: 1 }, { ...FAIL, in: 'online_pages' }))).toEqual([
    'write "1" to dax0.0/memmap_on_memory', 'bind dax0.0 to kmem', 'write "online_movable" to memory32/state',
    'write "online_movable" to memory33/state (call 1 of online_pages fails with ENOMEM)', 'write "online_movable" to memory33/state',
    'write "offline" to memory32/state', 'write "offline" to memory33/state', 'unbind dax0.0 from kmem',
  ]);
});

it('counts on the whole way, but where nothing is done with memory', () => {
  const counted = follow(counting('arch_add_memory'));
  expect(counted).toHaveLength(19);
  expect(counted.filter((text) => text.endsWith('(calls of arch_add_memory are counted)'))).toHaveLength(18);
});

it('chooses the first, the middle and the last of all calls, and what there is of fewer', () => {
  const eight = sitesOf(new Map([[1, 8]]));
  expect(someOf(eight).map(({ call }) => call)).toEqual([1, 4, 8]);
  expect(someOf(sitesOf(new Map([[4, 1], [2, 1], [3, 1]])))).toEqual([{ operation: 2, call: 1 }, { operation: 3, call: 1 }, { operation: 4, call: 1 }]);
  expect(someOf(sitesOf(new Map([[1, 1]])))).toHaveLength(1);
  expect(someOf([])).toEqual([]);
});

it('chooses as many of each kind of operation, the ends among them', () => {
  const sites = sitesOf(new Map([[1, 100], [2, 3], [3, 3], [18, 1]]));
  const chosen = someOfEach(sites, (operation) => (operation === 1 ? 'bind' : operation === 18 ? 'unbind' : 'online'), 4);
  expect(chosen).toEqual([
    ...[1, 34, 67, 100].map((call) => ({ operation: 1, call })),
    { operation: 2, call: 1 }, { operation: 2, call: 2 }, { operation: 3, call: 1 }, { operation: 3, call: 3 }, { operation: 18, call: 1 },
  ]);
});
