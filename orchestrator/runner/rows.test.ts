import { expect, it } from 'vitest';
import type { NewEvent } from '../archive/event.ts';
import { PASSED } from '../archive/fixtures/sample.ts';
import type { PlannedItem } from '../config/run-plan.ts';
import { localPool } from './pool.ts';
import { runRows, type RowsRequest } from './rows.ts';

const items = ['a', 'b', 'c'].map((machine) => ({ item: { scenario: 'stuck', machine, kernel: 'debian:6.12', policy: 'default' } }) as PlannedItem);

async function run(more: Partial<RowsRequest> = {}) {
  const events: NewEvent[] = [];
  const machines: string[] = [];
  const request = { items, pool: localPool<PlannedItem>(1), append: (event: NewEvent) => { events.push(event); }, signal: new AbortController().signal, runRow: () => Promise.resolve(PASSED), finished: ({ item }: PlannedItem) => { machines.push(item.machine); }, ...more };
  await runRows(request);
  return { machines, events };
}

it('runs every row', async () => {
  expect(await run()).toEqual({ machines: ['a', 'b', 'c'], events: [] });
});

it('starts none when the time is used up, says which, and finishes what was started', async () => {
  let started = 0;
  const runRow = () => { started++; return Promise.resolve(PASSED); };
  expect(await run({ runRow, budget: { usedUp: () => started > 0, time: '20m' } })).toEqual({
    machines: ['a'],
    events: ['b', 'c'].map((machine) => ({ type: 'item-not-run', item: `stuck.${machine}.debian-6.12.default`, reason: 'the budget of 20m was used up' })),
  });
});

it('keeps what was finished before an interruption', async () => {
  const interrupted = new AbortController();
  const runRow = ({ item }: PlannedItem) => { if (item.machine === 'b') interrupted.abort(); interrupted.signal.throwIfAborted(); return Promise.resolve(PASSED); };
  expect(await run({ runRow, signal: interrupted.signal })).toEqual({ machines: ['a'], events: [] });
});

it('passes on what is a defect, and what was finished before it is told', async () => {
  const machines: string[] = [];
  const runRow = ({ item }: PlannedItem) => (item.machine === 'b' ? Promise.reject(new TypeError('x')) : Promise.resolve(PASSED));
  await expect(run({ runRow, finished: ({ item }) => { machines.push(item.machine); } })).rejects.toThrow(TypeError);
  expect(machines).toEqual(['a']);
});
