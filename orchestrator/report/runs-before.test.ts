import { expect, it } from 'vitest';
import { SUMMARY } from '../archive/fixtures/sample.ts';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { createRecord } from '../archive/record-writer.ts';
import { runsBefore } from './runs-before.ts';

const scratch = scratchFolder();

async function recorded(): Promise<string> {
  const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab' } });
  record.close();
  await record.writeSummary({ ...SUMMARY, runId: record.runId });
  return record.folder;
}

const nothingKnown = () => Promise.resolve(() => false);
const before = runsBefore(nothingKnown);

it('a run that is alone has no history, and neither has the first of two', async () => {
  const first = await recorded();
  expect(await before(first)).toBeUndefined();
  const again = runsBefore(nothingKnown);
  const [older = '', newer = ''] = [first, await recorded()].sort();
  expect(await again(older)).toBeUndefined();
  const told = await again(newer);
  expect(told?.rows.map(({ row, entries }) => [row.name, entries.length]).sort()).toEqual([['cycle memmap_on_memory=1', 2], ['stuck', 2]]);
});

it('goes by what is declared known today, and is read once for all who ask', async () => {
  const folders = [await recorded(), await recorded()].sort();
  let asked = 0;
  const known = runsBefore(() => { asked += 1; return Promise.resolve(() => true); });
  expect((await known(folders[1] ?? ''))?.findings.map(({ status }) => status)).toEqual(['known']);
  expect(await known(folders[1] ?? '')).toBe(await known(folders[1] ?? ''));
  expect(asked).toBe(1);
});
