import { describe, expect, it } from 'vitest';
import type { Operation } from '../model/operation.ts';
import { after, bindTo, state, unbindFrom } from '../testing/worlds.ts';
import { stepsSource, thenLeaksSought } from './source.ts';

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

describe('where the kernel has kmemleak', () => {
  const WATCHED = after({ kmemleak: true });
  const sourceOf = (...operations: readonly Operation[]) => {
    const left = [...operations];
    return thenLeaksSought(() => left.shift());
  };

  it('it looks behind the last operation, once', () => {
    const next = sourceOf(bindTo(), unbindFrom());
    expect([next(WATCHED), next(WATCHED), next(WATCHED), next(WATCHED)]).toEqual([bindTo(), unbindFrom(), { kind: 'seek-leaks' }, undefined]);
  });

  it('it does not look again where that is what was done last, nor where nothing was', () => {
    const again = sourceOf(bindTo(), { kind: 'seek-leaks' });
    expect([again(WATCHED), again(WATCHED), again(WATCHED)]).toEqual([bindTo(), { kind: 'seek-leaks' }, undefined]);
    expect(sourceOf()(WATCHED)).toBeUndefined();
  });

  it('and nowhere else', () => {
    const next = sourceOf(bindTo());
    expect([next(EMPTY), next(EMPTY)]).toEqual([bindTo(), undefined]);
  });
});
