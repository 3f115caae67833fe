import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Operation } from '../model/operation.ts';
import { predict } from '../model/predict.ts';
import { begin } from '../model/start.ts';
import type { World } from '../model/world.ts';
import { start } from '../testing/start.ts';
import { after, attribute, bindTo, fill, inject, pin, poison, RELEASE, state, unbindFrom } from '../testing/worlds.ts';
import { expand, StepMismatch } from './expand.ts';
import { unroll } from './repeat.ts';
import { requirementsOf, retell, type Told } from './retell.ts';
import type { Action, Step } from './scenario.ts';

const started = begin(start());
const next = (world: World, operation: Operation): World => predict(world, operation)[0]?.world ?? world;

/** The operations that the steps come to, each with the world before it. */
function told(steps: Iterable<Action>, from: World): Told[] {
  const all: Told[] = [];
  let world = from;
  for (const step of steps) {
    for (const operation of expand(step, world)) {
      all.push({ operation, world });
      world = next(world, operation);
    }
  }
  return all;
}
const operations = (all: readonly Told[]): Operation[] => all.map(({ operation }) => operation);
/** The operations one after the other. */
const follow = (...list: Operation[]): Told[] => list.reduce<{ all: Told[]; world: World }>(({ all, world }, operation) => ({ all: [...all, { operation, world }], world: next(world, operation) }), { all: [], world: started }).all;

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom<Action>({ kind: 'bind' }, { kind: 'bind', fault: { in: 'arch_add_memory', at: { call: 3 }, does: { kind: 'fail', errno: 'ENOMEM' } } }, { kind: 'unbind' }, { kind: 'write-attribute', value: '0' }, { kind: 'inject-notifier', event: 'MEM_GOING_ONLINE', errno: 'EIO' }, { kind: 'write-policy', policy: 'online_policy', value: 'auto-movable' },
    { kind: 'write-id', file: 'new_id', driver: 'kmem' }, { kind: 'write-id', file: 'remove_id', driver: 'kmem', value: 'garbage' },
    { kind: 'write-dax-state', value: 'unplugged' }, { kind: 'write-dax-size', value: '0' }, { kind: 'write-dax-mapping', value: '0-1fffff' }, { kind: 'write-dax-region', region: 0, file: 'create', value: '1' },
    { kind: 'together', steps: [{ kind: 'unbind' }, { kind: 'write-state', value: 'online', blocks: 'first' }, { kind: 'write-attribute', value: '1' }] }),
  fc.record({
    kind: fc.constant('write-state' as const), value: fc.constantFrom('online', 'online_movable', 'offline'),
    blocks: fc.oneof(fc.constantFrom('all' as const, 'first' as const, 'last' as const), fc.uniqueArray(fc.nat(7), { minLength: 1 })),
    fault: fc.constantFrom(undefined, { in: 'online_pages', at: { call: 1 }, does: { kind: 'skip' as const } }),
  }),
);

it('tells steps that come to the same operations', () => {
  fc.assert(fc.property(fc.array(action, { maxLength: 12 }), fc.nat(3), (some, times) => {
    const world = after(started, bindTo());
    const steps = Array.from({ length: times + 1 }, () => some).flat();
    // A position that is not there is told by expand; none of that is of interest here.
    const possible = (): Told[] | undefined => { try { return told(steps, world); } catch (error) { if (error instanceof StepMismatch) return undefined; throw error; } };
    const before = possible();
    if (before) expect(operations(told(unroll(retell(before)), world))).toEqual(operations(before));
  }));
});

it('counts blocks from the first of their device, and tells those of one write together', () => {
  const first = [...after(started, bindTo()).blocks.keys()][0] ?? 0;
  const all = [...after(started, bindTo()).blocks.keys()].map((block) => state(block, 'online_movable'));
  expect(retell(follow(attribute('1'), bindTo(), state(first, 'online'), state(first + 2, 'online_movable'), state(first + 1, 'online_movable'), unbindFrom()))).toEqual([
    { kind: 'write-attribute', value: '1' }, { kind: 'bind' }, { kind: 'write-state', value: 'online', blocks: 'first' },
    { kind: 'write-state', value: 'online_movable', blocks: [2, 1] }, { kind: 'unbind' },
  ]);
  expect(retell(follow(bindTo(), ...all)).at(-1)).toEqual({ kind: 'write-state', value: 'online_movable', blocks: 'all' });
  expect(retell(follow(bindTo(), ...all, state(first, 'online_movable'))).slice(1)).toMatchObject([{ blocks: 'all' }, { blocks: 'first' }]);
  expect(retell(follow(bindTo(), poison(first + 1, 100)))).toEqual([{ kind: 'bind' }, { kind: 'poison-page', page: 100, blocks: [1] }]);
  expect(retell(follow(bindTo(), state(first, 'online_movable'), fill(4), pin(first, 'long-term'), RELEASE)).slice(2)).toEqual([
    { kind: 'fill', size: 4 * 2 ** 20 }, { kind: 'pin', by: 'long-term', blocks: 'first' }, { kind: 'release' },
  ]);
});

it('tells what is done again and again once', () => {
  const cycle = [bindTo(), unbindFrom()];
  const steps: Step[] = [{ kind: 'write-attribute', value: '0' }, { kind: 'repeat', times: 3, steps: [{ kind: 'bind' }, { kind: 'unbind' }] }];
  expect(retell(follow(attribute('0'), ...cycle, ...cycle, ...cycle))).toEqual(steps);
});

it('knows what a kernel must have for it', () => {
  expect(requirementsOf(follow(attribute('0'), inject('MEM_GOING_ONLINE', 'EIO')))).toEqual(['memmap-on-memory-attribute', 'notifier-error-injection']);
  expect(requirementsOf([{ operation: { kind: 'seek-leaks' } }])).toEqual(['kmemleak']);
  expect(requirementsOf(follow({ kind: 'together', operations: [{ kind: 'bind', device: 'dax0.0' }, { kind: 'write-attribute', device: 'dax0.0', value: '1' }] }))).toEqual(['memmap-on-memory-attribute']);
  expect(requirementsOf(follow(bindTo()))).toEqual([]);
});

it('names a block that no device has', () => {
  expect(() => retell(follow(state(3, 'online')))).toThrow('neither a dax device nor a DIMM has memory3');
});
