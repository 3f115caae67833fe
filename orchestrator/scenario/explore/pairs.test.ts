import { expect, it } from 'vitest';
import { after, attribute, bindTo, inject, poison, state, unbindFrom } from '../../testing/worlds.ts';
import { kindOf, pairOf, shapeOf } from './pairs.ts';

it('takes spellings of the same thing for one kind', () => {
  expect(['online_movable', 'online_movable\n'].map((value) => kindOf(state(32, value)))).toEqual(['write-state online_movable', 'write-state online_movable']);
  expect(['1', 'on', 'y'].map((value) => kindOf(attribute(value)))).toEqual(Array(3).fill('write-attribute true'));
  expect([kindOf(state(32, 'Online')), kindOf(attribute('2'))]).toEqual(['write-state garbage', 'write-attribute garbage']);
  expect([inject('MEM_GOING_ONLINE', 'EIO'), inject('MEM_GOING_ONLINE', 'ENOMEM')].map(kindOf)).toEqual(Array(2).fill('inject-notifier MEM_GOING_ONLINE error'));
});

it('sees of a world what decides about outcomes, and not which block it is', () => {
  const bound = after({ faults: true }, attribute('1'), bindTo());
  expect(shapeOf(after({}))).toBe('');
  expect(shapeOf(bound)).toBe('all bound all offline all memmap');
  expect(shapeOf(after(bound, state(32, 'online_movable')))).toBe(shapeOf(after(bound, state(35, 'online_movable'))));
  expect(shapeOf(after(bound, state(32, 'online_kernel'), state(33, 'online_movable'), poison(33, 700), inject('MEM_GOING_OFFLINE', 'EIO'))))
    .toBe('all bound some kernel some offline all memmap some poisoned MEM_GOING_OFFLINE');
  expect(shapeOf(after(bound, state(32, 'online_movable'), unbindFrom()))).toBe('some offline all memmap stuck');
  expect(pairOf(bound, bindTo(), 'EBUSY')).toBe('bind: EBUSY in all bound all offline all memmap');
});
