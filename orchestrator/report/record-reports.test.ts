import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SUMMARY } from '../archive/fixtures/sample.ts';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { createRecord } from '../archive/record-writer.ts';
import { TIMED } from './fixtures/stories.ts';
import { PLAIN } from './paint.ts';
import { recordReports } from './record-reports.ts';
import { jsonReport, terminalReport } from './terminal-report.ts';

const scratch = scratchFolder();

it('leaves every report in the record', async () => {
  const reporter = recordReports(() => Promise.resolve(undefined));
  const { folder, close } = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab' } });
  close();
  reporter.start({ runId: SUMMARY.runId, folder, suite: 'smoke', items: [] });
  for (const event of TIMED) reporter.event(event);
  await reporter.end(SUMMARY);
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  expect(text('junit.xml')).toContain('tests="2"');
  expect(text('results.ktap')).toContain('1..2');
  expect(JSON.parse(text('coverage.json'))).toMatchObject({ schema: 1, runId: SUMMARY.runId });
  expect(text('summary.md')).toContain('## daxlab smoke: model-mismatch');
  expect(JSON.parse(text('kcidb.json'))).toMatchObject({ tests: [{ status: 'PASS' }, { status: 'FAIL' }] });
});

it('prints the result, or exactly summary.json', async () => {
  const written: string[] = [];
  for (const reporter of [jsonReport((text) => written.push(text)), terminalReport((text) => written.push(text), PLAIN, () => 'results/x')]) {
    reporter.start({ runId: SUMMARY.runId, folder: scratch(), suite: 'smoke', items: [] });
    for (const event of TIMED) reporter.event(event);
    await reporter.end(SUMMARY);
  }
  expect(JSON.parse(written[0] ?? '')).toEqual(SUMMARY);
  expect(written[1]).toContain('record: results/x');
  expect(written).toHaveLength(2);
});
