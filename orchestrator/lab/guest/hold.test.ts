import { expect, test } from 'vitest';
import type { BlockNumber, NodeId, Pages } from '../../model/units.ts';
import { UnsupportedError } from '../errors.ts';
import { errnoOfHolding, holdRequest, isHolding, type Holding } from './hold.ts';

const [node, pages, block] = [1 as NodeId, 4096 as Pages, 34 as BlockNumber];

test.each<[Holding, object]>([
  [{ kind: 'fill', node, pages }, { how: 'fill', node: 1, pages: 4096 }],
  [{ kind: 'pin', node, block, by: 'pipe' }, { how: 'pin', node: 1, block: 34 }],
  [{ kind: 'pin', node, block, by: 'long-term' }, { how: 'pin-long', node: 1, block: 34 }],
  [{ kind: 'release' }, { how: 'release' }],
])('%j', (operation, request) => {
  expect(holdRequest(operation, 7)).toEqual({ op: 'hold', operation: 7, ...request });
  expect(isHolding(operation)).toBe(true);
});

test('what the kernel refuses is an errno, what the process could not do is none of the kernel\'s', () => {
  expect([errnoOfHolding({ errno: 0 }, ''), errnoOfHolding({ errno: 22 }, '')]).toEqual([0, 22]);
  expect(() => errnoOfHolding({ failed: 'madvise: Function not implemented' }, 'operation 7: fill')).toThrow(UnsupportedError);
  expect(() => errnoOfHolding({ failed: 'none of 63000 pages of node1 is of memory34' }, 'operation 7: pin')).toThrow(/operation 7: pin[^]*none of 63000 pages/);
});
