import { beforeAll, describe, expect, it } from 'vitest';
import { present, readLeak, type Leak } from '../fixtures/leak.ts';
import type { Cell, Memory } from './memory-shape.ts';
import type { Step } from './row-shape.ts';

let leak: Leak;
let memory: Memory;
beforeAll(async () => {
  leak = await readLeak();
  memory = present(leak.detail.memory);
});

const cells = (picture: number | undefined): readonly (Cell | undefined)[] =>
  (memory.pictures[picture ?? -1] ?? []).flatMap(([cell, count]) => Array<Cell | undefined>(count).fill(memory.cells[cell]));
const named = (what: string): Step => present(leak.detail.steps.find((step) => step.what === what));

describe('the pictures of memory', () => {
  it('have a cell for every block of the device', () => {
    expect(memory.groups).toEqual([{ name: 'dax0.0', note: 'cxl, target node 1', blocks: [34, 35, 36, 37, 38, 39, 40, 41] }]);
    for (const { before, predicted, seen } of leak.detail.steps) for (const picture of [before, predicted, seen]) expect(cells(picture)).toHaveLength(8);
  });

  it('show what a bind adds, with the memmap that its calls told of', () => {
    const { before, predicted, seen } = named('bind dax0.0 to kmem');
    expect(cells(before)).toEqual(Array(8).fill({ state: 'absent' }));
    expect(cells(predicted)).toEqual(Array(8).fill({ state: 'offline', node: 1, memmap: 512 }));
    expect(cells(seen)).toEqual(cells(predicted));
  });

  it('show the zone of a block that is online', () => {
    const { seen } = named('write "online_movable" to memory34/state');
    expect(cells(seen)[0]).toEqual({ state: 'online', zone: 'Movable', node: 1, memmap: 512 });
    expect(cells(seen)[1]?.state).toBe('offline');
  });

  it('show the blocks that went without being released', () => {
    const { predicted, seen } = present(leak.detail.steps.find(({ failed }) => failed));
    expect(cells(predicted)).toEqual(Array(8).fill({ state: 'absent' }));
    expect(cells(seen)).toEqual(Array(8).fill({ state: 'absent', leaked: 1 }));
  });
});
