import { expect, it } from 'vitest';
import { after, attribute, bindTo, state, unbindFrom } from '../../testing/worlds.ts';
import type { Fault } from '../fault.ts';
import type { Operation } from '../operation.ts';
import { predict } from '../predict.ts';

const fault: Fault = { in: 'allocations', at: { call: 7 }, does: { kind: 'fail', errno: 'ENOMEM' } };
const short = (operation: Operation): Operation => ({ ...(operation as Exclude<Operation, { kind: 'together' }>), fault });
const outcomes = (world: ReturnType<typeof after>, operation: Operation) => predict(world, short(operation));

it('a bind succeeds or ends at any of its steps, with what it did taken back', () => {
  const world = after({}, attribute('1'));
  const found = outcomes(world, bindTo());
  const sound = predict(world, bindTo());
  expect(found.filter(({ errno }) => errno === 'OK').map(({ world: left }) => left)).toEqual(sound.map(({ world: left }) => left));
  const failed = found.filter(({ errno }) => errno === 'ENOMEM');
  expect(failed.length).toBe(found.length - sound.length - 2);
  // What cannot be reserved is taken for somebody else's.
  expect(found.filter(({ errno }) => errno === 'EBUSY' || errno === 'EEXIST')).toMatchObject([{ world, calls: [] }, { errno: 'EEXIST', world, calls: [{ fn: 'add_memory_driver_managed' }] }]);
  // Nothing of it is there, however far it came.
  expect(failed.every(({ world: left }) => left.blocks.size === world.blocks.size && left.added.length === 0)).toBe(true);
  const chunks = failed.map(({ calls }) => calls.filter(({ fn }) => fn === 'arch_add_memory').length);
  expect(new Set(chunks)).toEqual(new Set([0, ...Array.from({ length: Math.max(...chunks) }, (_, place) => place + 1)]));
  expect(found.every(({ open }) => open === 'allocation-failed')).toBe(true);
});

it('a block stays as it was, and an unbind keeps the range', () => {
  const world = after({}, attribute('1'), bindTo());
  const [block] = [...world.blocks.keys()];
  if (block === undefined) throw new Error('no block');
  expect(new Set(outcomes(world, state(block, 'online_movable')).map(({ errno }) => errno))).toEqual(new Set(['OK', 'ENOMEM']));
  expect(new Set(outcomes(world, unbindFrom()).map(({ errno, world: left }) => `${errno} ${left.added.length}`))).toEqual(new Set(['OK 0', 'OK 1', 'ENOMEM 1']));
});

it('one that is counted is what it is without', () => {
  const world = after({}, attribute('1'));
  const counted = { ...fault, does: { kind: 'count' } } as const;
  expect(predict(world, { kind: 'bind', device: 'dax0.0', fault: counted })).toEqual(predict(world, bindTo()));
});

it('a block whose device is half made is released there and then, under its name or before it had one, and then those that were made', () => {
  const world = after({}, attribute('1'));
  const released = outcomes(world, bindTo()).map(({ calls }) => calls.map((call) => (call.fn === 'memory_block_release' && call.block === undefined ? 'nameless' : call.fn))).filter((fns) => fns.filter((fn) => fn === 'arch_add_memory').length === 3 && /release|nameless/.test(fns[fns.lastIndexOf('create_memory_block_devices') + 1] ?? ''));
  const made = ['add_memory_driver_managed', ...Array.from({ length: 3 }, () => ['arch_add_memory', 'create_memory_block_devices']).flat()];
  const back = ['arch_remove_memory', ...Array.from({ length: 2 }, () => ['remove_memory_block_devices', 'memory_block_release', 'arch_remove_memory']).flat()];
  expect(released).toEqual([[...made, 'memory_block_release', ...back], [...made, 'nameless', ...back]]);
  const whole = outcomes(after({}, attribute('0')), bindTo()).map(({ calls }) => calls.flatMap((call) => (call.fn === 'memory_block_release' ? [call.block === undefined ? 'nameless' : call.block - 32] : [])));
  expect(whole).toEqual(expect.arrayContaining([['nameless', 0, 1], [2, 0, 1], [0, 1]]));
});

it('a chunk whose altmap cannot be copied is not mapped, and those before it are taken back', () => {
  const world = after({}, attribute('1'));
  const inShort = outcomes(world, bindTo()).map(({ calls }) => calls.flatMap((call) => (call.fn === 'memory_block_release' ? [] : [`${call.fn} ${'start' in call ? (call.start - 2 ** 32) / 2 ** 27 : ''}`])).join(', '));
  expect(inShort).toContain([
    'add_memory_driver_managed 0', 'arch_add_memory 0', 'create_memory_block_devices 0', 'arch_add_memory 1', 'create_memory_block_devices 1',
    'remove_memory_block_devices 0', 'arch_remove_memory 0', 'remove_memory_block_devices 1', 'arch_remove_memory 1',
  ].join(', '));
});
