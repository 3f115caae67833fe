import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EVENTS, SUMMARY } from '../../archive/fixtures/sample.ts';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { failureFiles } from '../../archive/layout.ts';
import { createRecord } from '../../archive/record-writer.ts';
import { bundleReporter } from './reporter.ts';

const scratch = scratchFolder();
const FINGERPRINT = 'b10c1ef7a5b6c7d8';

async function reported(events = EVENTS): Promise<string> {
  const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab', version: '0' } });
  const reporter = bundleReporter({ withKernel: false });
  reporter.start({ runId: record.runId, folder: record.folder, suite: 'smoke', items: [] });
  for (const event of events) reporter.event(record.append(event));
  await record.writeSummary(SUMMARY);
  await reporter.end(SUMMARY);
  record.close();
  return record.folder;
}

it('leaves a bundle for each finding, with the events of its row alone', async () => {
  const files = failureFiles(await reported(), FINGERPRINT);
  expect(readFileSync(files.scenario, 'utf8')).toContain('name: stuck-repro');
  expect(readFileSync(files.report, 'utf8')).toContain('a block is left');
  expect(readFileSync(files.console, 'utf8')).toBe('[    1.0] Linux version 6.12\n[    2.0] <memory block>\n');
  const items = readFileSync(files.events, 'utf8').trimEnd().split('\n').map((line) => (JSON.parse(line) as { item?: string }).item);
  expect(new Set(items)).toEqual(new Set(['stuck.hmem.debian-6.12.default']));
  // The guest of this record never came so far.
  expect(existsSync(files.script)).toBe(false);
});

it('lists the other rows that show it', async () => {
  const [judged] = EVENTS.filter(({ type }) => type === 'item-judged').slice(-1);
  if (judged?.type !== 'item-judged') throw new Error('the sample has no judged row');
  const again = { ...judged, item: 'cycle-1.cxl.debian-6.12.default', row: { ...judged.row, machine: 'cxl' } };
  const folder = await reported([...EVENTS, again]);
  expect(readFileSync(join(folder, 'failures', FINGERPRINT, 'report.txt'), 'utf8')).toMatch(/Also seen\n-+\nby the same run in 1 more:\n {2}stuck on/);
});

it('is of the row that shows it after the fewest operations', async () => {
  const shorter = EVENTS.map((event) => {
    const item = event.item === 'stuck.hmem.debian-6.12.default' ? { ...event, item: 'shorter.hmem.debian-6.12.default' } : event;
    if (item.type === 'item-started') return { ...item, scenario: 'shorter' };
    return item.type === 'item-judged' ? { ...item, findings: item.findings.map((finding) => ({ ...finding, operation: finding.operation - 1 })) } : item;
  });
  const { scenario } = failureFiles(await reported([...EVENTS, ...shorter.filter(({ item }) => item?.startsWith('shorter'))]), FINGERPRINT);
  expect(readFileSync(scenario, 'utf8')).toContain('name: shorter-repro');
});

it('leaves the evidence of a row that was taken over where it is', async () => {
  const folder = await reported(EVENTS.map((event) => (event.type === 'item-judged' ? { ...event, from: 'another' } : event)));
  expect(existsSync(join(folder, 'failures'))).toBe(false);
});
