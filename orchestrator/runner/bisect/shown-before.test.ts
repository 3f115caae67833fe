import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SUMMARY } from '../../archive/fixtures/sample.ts';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { createRecord } from '../../archive/record-writer.ts';
import type { SummaryRow } from '../../archive/summary.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { planScenario } from '../../config/run-plan.ts';
import { neededByRecords } from './bisect.ts';
import { shownBefore } from './shown-before.ts';

const scratch = scratchFolder();
const LEAK = { kind: 'calls', title: 'a leak', fingerprint: 'ce87000000000000', operation: 5, known: false } as const;
const items = (await planScenario('cycle', { machines: ['hmem'], kernels: ['./bzImage'] }, await loadCatalogue())).items;

/** A row of `cycle` on hmem: `L` the leak, `P` pass, `I` infrastructure. */
const row = (word: string, changes: Partial<SummaryRow> = {}): SummaryRow => ({
  name: 'cycle memmap_on_memory=1', machine: 'hmem', kernel: 'debian:6.12.43', kernelRelease: '6.12.43', policy: 'default', attempts: 1, build: 'a'.repeat(16),
  verdict: word === 'L' ? 'model-mismatch' : word === 'I' ? 'infra-failure' : 'pass', checkedOperations: word === 'I' ? 0 : 9, findings: word === 'L' ? [LEAK] : [], ...changes,
});
const told = (...scenarios: readonly SummaryRow[]) => scenarios.map((one, place) => ({ runId: `run-${scenarios.length - place}`, scenarios: [one] }));
const before = (...scenarios: readonly SummaryRow[]) => shownBefore(told(...scenarios), items, 'ce87');

it('counts the runs of kernels that have shown it, those without it as well', () => {
  expect(before(row('P'), row('L'), row('L'), row('I'), row('P'))).toEqual({ shown: 2, of: 4, row: 'cycle memmap_on_memory=1 on hmem', run: 'run-4' });
});

it('does not count a kernel that has never shown it: it may be good', () => {
  expect(before(row('L'), row('P', { kernelRelease: '6.12.95' }), row('P', { build: 'b'.repeat(16) }))).toMatchObject({ shown: 1, of: 1 });
  expect(before(row('P'), row('P'))).toBeUndefined();
});

it.each([
  ['of another machine', { machine: 'cxl' }], ['of another scenario', { name: 'stuck' }], ['with another policy', { policy: 'auto-online' }],
  ['that was taken over from a run', { from: 'run-0' }], ['of another finding', { findings: [{ ...LEAK, fingerprint: 'ce99000000000000' }] }],
])('does not count a row %s', (_, changes) => { expect(before(row('L', changes))).toBeUndefined(); });

it('tells the row that shows it most surely', () => {
  const other = { name: 'cycle memmap_on_memory=0' };
  expect(before(row('L', other), row('P', other), row('L'), row('L'))).toMatchObject({ row: 'cycle memmap_on_memory=1 on hmem', shown: 2, of: 2 });
});

it('says how many runs make a good kernel, and from which records', async () => {
  const said: string[] = [];
  const needed = (finding?: string) => neededByRecords(
    { command: [], scenario: 'cycle', machines: ['hmem'], times: 3, jobs: 1, results: scratch(), finding, refresh: false }, './bzImage',
    { say: (line) => { said.push(line); }, reporter: () => { throw new Error('nothing is run'); }, signal: AbortSignal.timeout(60_000) },
  );
  expect(await needed('ce87')).toBeUndefined();
  const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab' } });
  await record.writeSummary({ ...SUMMARY, runId: record.runId, scenarios: [row('L'), row('L'), row('L')] });
  record.close();
  await mkdir(join(scratch(), '20251122-094105-417-9f3c'));
  for (const file of ['run.json', 'summary.json']) await writeFile(join(scratch(), '20251122-094105-417-9f3c', file), '{"schema": 1');
  expect(await needed('ce87')).toBe(3);
  expect(await needed()).toBeUndefined();
  expect(said).toEqual([
    `no run in ${scratch()} has shown ce87 in these rows: how often it shows is not known`,
    `shown by bad kernels in 3 of 3 runs (cycle memmap_on_memory=1 on hmem; the newest is ${record.runId} in ${scratch()}); 3 runs without it will do for a good one`,
  ]);
});
