import { expect, it } from 'vitest';
import { beginsNode, differ, nodesOf, rowInWords } from './picture-words.ts';

const OFFLINE = { state: 'offline', node: 1, memmap: 512 };

it('says of blocks that are alike the same once', () => {
  expect(rowInWords([34, 35, 36, 40], [OFFLINE, OFFLINE, { state: 'online', zone: 'Movable', node: 1, memmap: 0 }, { state: 'absent', leaked: 1 }]))
    .toBe('34-35: offline, node 1, memmap 512 pages; 36: online Movable, node 1, memmap elsewhere; 40: absent, 1 memory_block not released');
});

it('what nothing shows is no difference', () => {
  expect(differ(OFFLINE, { state: 'offline', node: 1 })).toBe(false);
  expect(differ(OFFLINE, { ...OFFLINE, memmap: 0 })).toBe(true);
  expect(differ(OFFLINE, { ...OFFLINE, node: 0 })).toBe(true);
  expect(differ({ state: 'absent' }, { state: 'absent', leaked: 1 })).toBe(true);
});

it('a row of one node has its name, of several each cell that begins one', () => {
  const cells = [{ state: 'absent' }, { state: 'online', node: 1 }, { state: 'online', node: 1 }, { state: 'offline', node: 2 }];
  expect([nodesOf(cells), nodesOf(cells.slice(0, 3)), nodesOf(undefined)]).toEqual(['', 'node 1', '']);
  expect(cells.map((_, place) => beginsNode(cells, place))).toEqual([false, true, false, true]);
  expect(beginsNode(cells.slice(0, 3), 1)).toBe(false);
});
