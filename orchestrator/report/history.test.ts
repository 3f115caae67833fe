import { expect, it } from 'vitest';
import { PASSED, SUMMARY } from '../archive/fixtures/sample.ts';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { itemId } from '../archive/item-id.ts';
import { createRecord } from '../archive/record-writer.ts';
import { losing } from './fixtures/losing.ts';
import { historyHtml } from './history.ts';
import type { HistoryPage } from './page-data/history-shape.ts';

const scratch = scratchFolder();
const OPEN = '<script id="data" type="application/json">';

const NOON = Date.UTC(2026, 10, 22, 12);
let started = 0;

/** A run of one row that bound and unbound `cycles` times. */
async function ran(scenario: string, cycles: number): Promise<void> {
  const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab' } }, { now: () => new Date(NOON + 1000 * started++), clock: () => 0, random: () => 0 });
  const key = { scenario, machine: 'cxl', kernel: 'debian:6.12', policy: 'default' };
  const item = itemId(key);
  record.append({ type: 'run-started', suite: 'smoke', items: [{ id: item, ...key }] });
  for (const event of losing(cycles, 40)) record.append({ ...event, item });
  await record.writeSummary({ ...SUMMARY, runId: record.runId, scenarios: [{ ...PASSED, name: scenario, checkedOperations: 2 * cycles }] });
  record.close();
}

async function page(): Promise<HistoryPage> {
  const html = await historyHtml(`${OPEN}null</script>`, [scratch()], { pageOf: () => 'report.html', isKnown: () => false });
  return JSON.parse(html.slice(OPEN.length, -'</script>'.length)) as HistoryPage;
}

it('plots what a row has lost, whatever the row is called', async () => {
  await ran('to-and-fro', 6);
  await ran('cycles', 4);
  const { runs, trends } = await page();
  expect(runs).toHaveLength(2);
  expect(trends).toEqual([{ row: 'to-and-fro on cxl', kernel: 'debian:6.12', run: 0, free: [0, -40, -80, -120, -160, -200], slope: -40 }]);
});

it('plots the newest runs that have something to plot', async () => {
  for (let count = 0; count < 21; count++) await ran('to-and-fro', 6);
  for (let count = 0; count < 19; count++) await ran('nothing-removed', 4);
  const { trends } = await page();
  expect(trends.map(({ run }) => run)).toEqual(Array.from({ length: 20 }, (_, place) => place + 1));
});
