import { expect, it } from 'vitest';
import { SUMMARY } from '../archive/fixtures/sample.ts';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { createRecord } from '../archive/record-writer.ts';
import { historiesUpTo } from './runs-before.ts';

const scratch = scratchFolder();

async function recorded(): Promise<string> {
  const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab' } });
  record.close();
  await record.writeSummary({ ...SUMMARY, runId: record.runId });
  return record.folder;
}

it('a run that is alone has no history, and neither has the first of two', async () => {
  const first = await recorded();
  expect(await historiesUpTo(first)).toBeUndefined();
  const [older = '', newer = ''] = [first, await recorded()].sort();
  expect(await historiesUpTo(older)).toBeUndefined();
  const histories = await historiesUpTo(newer);
  expect(histories?.map(({ row, entries }) => [row.name, entries.length]).sort()).toEqual([['cycle memmap_on_memory=1', 2], ['stuck', 2]]);
});
