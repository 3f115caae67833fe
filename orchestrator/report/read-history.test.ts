import { join } from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { SUMMARY } from '../archive/fixtures/sample.ts';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { createRecord } from '../archive/record-writer.ts';
import { historiesUpTo, readRecords, rowHistories } from './read-history.ts';

const scratch = scratchFolder();

async function recorded(): Promise<string> {
  const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab' } });
  record.close();
  await record.writeSummary({ ...SUMMARY, runId: record.runId });
  return record.folder;
}

it('has each row once, over all runs, and what became of its finding', async () => {
  await recorded();
  await recorded();
  const histories = rowHistories(await readRecords(scratch(), 10));
  expect(histories.map(({ row, entries, status }) => [row.name, entries.length, status])).toEqual([['cycle memmap_on_memory=1', 2, 'passing'], ['stuck', 2, 'still-failing']]);
});

it('a run that is alone has no history, and the first of two has not either', async () => {
  const first = await recorded();
  expect(await historiesUpTo(first)).toBeUndefined();
  const second = await recorded();
  const folders = [first, second].sort();
  expect(await historiesUpTo(folders[0] ?? '')).toBeUndefined();
  expect(await historiesUpTo(folders[1] ?? '')).toHaveLength(2);
});

it('leaves out what cannot be read', async () => {
  await recorded();
  const broken = join(scratch(), '20251122-094105-417-9f3c');
  await mkdir(broken);
  await writeFile(join(broken, 'run.json'), '{');
  expect(await readRecords(scratch(), 10)).toHaveLength(1);
});
