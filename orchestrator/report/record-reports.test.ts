import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SUMMARY } from '../archive/fixtures/sample.ts';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { TIMED } from './fixtures/stories.ts';
import { PLAIN } from './paint.ts';
import { recordReports } from './record-reports.ts';
import { jsonReport, terminalReport } from './terminal-report.ts';

const scratch = scratchFolder();

it('leaves junit.xml, results.ktap and coverage.json in the record', async () => {
  const reporter = recordReports();
  reporter.start({ runId: SUMMARY.runId, folder: scratch(), suite: 'smoke', items: [] });
  for (const event of TIMED) reporter.event(event);
  await reporter.end(SUMMARY);
  expect(readFileSync(join(scratch(), 'junit.xml'), 'utf8')).toContain('tests="2"');
  expect(readFileSync(join(scratch(), 'results.ktap'), 'utf8')).toContain('1..2');
  expect(JSON.parse(readFileSync(join(scratch(), 'coverage.json'), 'utf8'))).toMatchObject({ schema: 1, runId: SUMMARY.runId });
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
