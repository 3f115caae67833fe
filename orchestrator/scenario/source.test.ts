import { expect, it } from 'vitest';
import { after, bindTo, state } from '../testing/worlds.ts';
import { stepsSource } from './source.ts';

const EMPTY = after({});
const BOUND = after(EMPTY, bindTo());

it('expands each step against the world that it meets, and no step before it is asked for', () => {
  const next = stepsSource([{ kind: 'bind' }, { kind: 'write-state', value: 'online', blocks: [0, 1] }, { kind: 'write-state', value: 'offline', blocks: [9] }], {});
  expect(next(EMPTY)).toEqual(bindTo());
  expect(next(BOUND)).toEqual(state(32, 'online'));
  // What a step comes to was decided when it began.
  expect(next(EMPTY)).toEqual(state(33, 'online'));
  expect(() => next(BOUND)).toThrow('the step wants block 9 of dax0.0, which has 8');
});

it('passes over steps that come to nothing, and ends', () => {
  const next = stepsSource([{ kind: 'write-state', value: 'online', blocks: 'all' }, { kind: 'repeat', times: 2, steps: [{ kind: 'bind' }] }], {});
  expect([next(EMPTY), next(BOUND), next(BOUND), next(BOUND)]).toEqual([bindTo(), bindTo(), undefined, undefined]);
});
