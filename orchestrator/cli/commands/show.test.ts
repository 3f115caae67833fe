import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EVENTS, SUMMARY } from '../../archive/fixtures/sample.ts';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { createRecord, type RecordWriter } from '../../archive/record-writer.ts';
import { daxlab } from '../fixtures/recorder.ts';

const scratch = scratchFolder();

async function recorded(events = EVENTS): Promise<RecordWriter> {
  const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab' } });
  for (const event of events) record.append(event);
  record.close();
  return record;
}

it('shows the latest, one by its id and one by its path alike, and answers 0 though the run failed', async () => {
  const record = await recorded();
  await record.writeSummary(SUMMARY);
  const shown = await Promise.all([['latest', '--results', scratch()], [record.runId, '--results', scratch()], [record.folder]].map((argv) => daxlab('show', ...argv)));
  for (const { out, status } of shown) {
    expect(out).toContain('memory34/state  absent     offline');
    expect(status).toBe(0);
  }
  expect(JSON.parse((await daxlab('show', record.folder, '--json')).out)).toEqual(SUMMARY);
});

it('shows what there is of a killed run, and says that its last line was cut', async () => {
  const { folder } = await recorded(EVENTS.slice(0, 14));
  appendFileSync(join(folder, 'events.ndjson'), '{"v":1,"t":');
  const { out, err, status } = await daxlab('show', folder);
  expect(err).toContain('the last line of events.ndjson (15, 11 characters) was cut');
  expect(out).toContain('not finished  stuck on hmem');
  expect(status).toBe(0);
  expect(await daxlab('show', folder, '--json')).toMatchObject({ status: 3, out: '', err: expect.stringContaining('no summary.json') as string });
});

it('names the nearest run', async () => {
  const { runId } = await recorded();
  const { err, status } = await daxlab('show', runId.replace(/.$/, 'x'), '--results', scratch());
  expect(err).toContain(`nearest: ${runId}`);
  expect(status).toBe(64);
});

it('refuses a damaged record by file and line', async () => {
  const { folder } = await recorded();
  appendFileSync(join(folder, 'events.ndjson'), '{"v":2,"t":0,"type":"dreamt"}\n');
  const { err, status } = await daxlab('show', folder);
  expect(err).toContain(`events.ndjson:${EVENTS.length + 1}`);
  expect(err).toContain('an event of version 3');
  expect(status).toBe(3);
});
