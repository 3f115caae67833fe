import { expect, it } from 'vitest';
import type { NewEvent } from '../../archive/event.ts';
import { begin } from '../../model/start.ts';
import { fakeBoot } from '../../testing/guest.ts';
import { leakyBoot, LEAK, LEAKING } from '../../testing/leaky-guest.ts';
import { start } from '../../testing/start.ts';
import type { Boot } from '../guest.ts';
import { localPool } from '../pool.ts';
import { runRow } from '../row.ts';
import type { Driven, Row } from '../run-plan.ts';
import { shrinkIntoRow } from './shrink-into-row.ts';

const DEADLINES = { boot: 100, marker: 100, end: 100 };
const row = (scenario: string): Row => ({ item: { scenario, machine: 'hmem', kernel: 'debian:6.12.43', policy: 'default' }, scenario: { name: scenario, description: '', requires: [], steps: [] } }) as unknown as Row;

async function shrunk(beside: Boot, last = beside) {
  const events: NewEvent[] = [];
  const { signal } = new AbortController();
  const run: Driven = {
    bootBeside: () => beside, pool: localPool<Row>(1), append: (event) => { events.push(event); }, folder: '',
    runRow: (planned, alone) => runRow({ ...planned, boot: last, deadlines: DEADLINES, isKnown: () => false, made: () => undefined, append: (event) => { events.push(event); }, alone, signal }),
  };
  const result = await shrinkIntoRow(run, {
    fingerprint: LEAK, operations: LEAKING, guesses: [], start: begin(start()), signal, from: { row: 'cycle memmap_on_memory=1', run: '20251122-094105-417-9f3c' },
    beside: row('cycle-minimal-shrink'), minimal: () => row('cycle-minimal'),
  }, async (work) => work());
  return { result, events };
}

it('runs the smallest sequence as a row, and says of the row what it is', async () => {
  const { result, events } = await shrunk(leakyBoot());
  expect(result).toMatchObject({ confirmed: true, shown: 1, of: 1 });
  expect(events.filter(({ type }) => type === 'operation')).toHaveLength(3);
  expect(events.at(-1)).toEqual({
    type: 'shrunk', item: 'cycle-minimal.hmem.debian-6.12.43.default', fingerprint: LEAK, row: 'cycle memmap_on_memory=1', run: '20251122-094105-417-9f3c',
    operations: LEAKING.length, shown: 1, of: 1, guests: result.guests,
  });
});

it('does not call a row so that does not show it', async () => {
  const { result, events } = await shrunk(leakyBoot(), fakeBoot({}, undefined).boot);
  expect(result).toMatchObject({ confirmed: false, shown: 1 });
  expect(events.some(({ type }) => type === 'shrunk')).toBe(false);
});
