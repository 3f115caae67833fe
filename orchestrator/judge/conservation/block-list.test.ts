import { expect, it } from 'vitest';
import { blockNumber } from '../../model/units.ts';
import { blockList } from './block-list.ts';

it('blocks in words: runs, single ones, none', () => {
  expect(blockList([36, 33, 32, 34].map(blockNumber))).toBe('32-34 36');
  expect(blockList([])).toBe('none');
});
