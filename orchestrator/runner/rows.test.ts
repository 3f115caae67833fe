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
  const { runRow = () => Promise.resolve(PASSED), ...others } = more;
  const kept: RowsRequest['runRow'] = async (planned, alone) => {
    const row = await runRow(planned, alone);
    machines.push(planned.item.machine);
    return row;
  };
  await runRows({ items, pool: localPool<PlannedItem>(1), append: (event: NewEvent) => { events.push(event); }, signal: new AbortController().signal, runRow: kept, ...others });
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

it('passes on what is a defect, and begins nothing after it', async () => {
  const machines: string[] = [];
  const runRow = ({ item }: PlannedItem) => {
    machines.push(item.machine);
    return item.machine === 'b' ? Promise.reject(new TypeError('x')) : Promise.resolve(PASSED);
  };
  await expect(run({ runRow })).rejects.toThrow(TypeError);
  expect(machines).toEqual(['a', 'b']);
});
