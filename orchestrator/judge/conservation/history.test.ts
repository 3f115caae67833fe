import { expect, it } from 'vitest';
import { seen } from '../../testing/seen.ts';
import { start } from '../../testing/start.ts';
import { after, attribute, bindTo, unbindFrom } from '../../testing/worlds.ts';
import type { Operation } from '../../model/operation.ts';
import { begin, observed, removalsOf } from './history.ts';

it('a removal is counted once, however many operations find nothing there', () => {
  const operations: Operation[] = [attribute('1'), bindTo(), unbindFrom(), attribute('0'), attribute('1'), bindTo(), unbindFrom()];
  let history = begin(start(), undefined);
  const counted = operations.map((_, index) => {
    history = observed(history, { operation: index, observation: seen(after({}, ...operations.slice(0, index + 1))) });
    return removalsOf(history);
  });
  expect(counted).toEqual([0, 0, 1, 1, 1, 1, 2]);
  expect(history.bare.map(({ operation }) => operation)).toEqual([-1, 0, 2, 3, 4, 6]);
});
