import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EVENTS, SUMMARY } from '../../archive/fixtures/sample.ts';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { failureFiles, recordedFiles } from '../../archive/layout.ts';
import { createRecord } from '../../archive/record-writer.ts';
import { bundleReporter } from './reporter.ts';
import { writeBundles } from './write-bundles.ts';
import { writeShrunk } from './write-shrunk.ts';

const scratch = scratchFolder();
const FINGERPRINT = 'b10c1ef7a5b6c7d8';
const ITEM = 'stuck.hmem.debian-6.12.default';
const MINIMAL = 'stuck-minimal.hmem.debian-6.12.default';

/** @param name of the row that has the finding */
async function record(name: string): Promise<string> {
  const made = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab', version: '0' } });
  const reporter = bundleReporter({ withKernel: false });
  reporter.start({ runId: made.runId, folder: made.folder, suite: 'smoke', items: [] });
  for (const event of EVENTS) {
    if (event.type === 'run-started') continue;
    const named = event.item === ITEM ? { ...event, item: name, ...(event.type === 'item-started' && { scenario: name.split('.')[0] ?? '' }) } : event;
    reporter.event(made.append(named));
  }
  if (name === MINIMAL) reporter.event(made.append({ type: 'shrunk', item: MINIMAL, fingerprint: FINGERPRINT, row: 'stuck', run: '20251122-094105-417-9f3c', operations: 27, shown: 1, of: 1, guests: 14 }));
  await made.writeSummary(SUMMARY);
  await reporter.end(SUMMARY);
  made.close();
  return made.folder;
}

it('puts the fewest steps into the bundle, and keeps what it had', async () => {
  const [folder, by] = [await record(ITEM), await record(MINIMAL)];
  const files = failureFiles(folder, FINGERPRINT);
  const before = readFileSync(files.report, 'utf8');
  writeFileSync(join(files.folder, 'kernel'), 'a kernel');
  expect(await writeShrunk(folder, by, FINGERPRINT, { withKernel: false })).toEqual(files);
  expect(readFileSync(files.scenario, 'utf8')).toMatch(/name: stuck-minimal-repro\n[^]*the smallest sequence/);
  expect(readFileSync(files.report, 'utf8').replaceAll(/\s+/g, ' ')).toContain('of the 27 operations of stuck in run 20251122-094105-417-9f3c, which showed it again in 1 of 1 guests: fewer and simpler ones were tried in 14.');
  expect(readFileSync(recordedFiles(files).report, 'utf8')).toBe(before);
  expect(existsSync(join(recordedFiles(files).folder, 'kernel'))).toBe(true);
});

it('keeps what was recorded when it is shrunk again, and when the record is written again', async () => {
  const [folder, by] = [await record(ITEM), await record(MINIMAL)];
  const files = failureFiles(folder, FINGERPRINT);
  const before = readFileSync(files.scenario, 'utf8');
  await writeShrunk(folder, by, FINGERPRINT, { withKernel: false });
  await writeShrunk(folder, by, FINGERPRINT, { withKernel: false });
  const minimal = readFileSync(files.scenario, 'utf8');
  expect(readFileSync(recordedFiles(files).scenario, 'utf8')).toBe(before);
  const [row] = SUMMARY.scenarios.slice(-1);
  if (!row) throw new Error('the sample has no row');
  await writeBundles(folder, [{ item: ITEM, row, others: ['another row'], finding: { kind: 'state', title: 'a block is left', fingerprint: FINGERPRINT, operation: 2, differences: [], log: [] } }], { withKernel: false });
  expect(readFileSync(files.scenario, 'utf8')).toBe(minimal);
  expect(readFileSync(recordedFiles(files).report, 'utf8')).toContain('another row');
});

it('makes the bundle of a record that had none', async () => {
  const made = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab', version: '0' } });
  made.close();
  const files = await writeShrunk(made.folder, await record(MINIMAL), FINGERPRINT, { withKernel: false });
  expect(readFileSync(files.scenario, 'utf8')).toContain('stuck-minimal-repro');
});
