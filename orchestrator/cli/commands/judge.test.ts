import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EVENTS, SUMMARY } from '../../archive/fixtures/sample.ts';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { createRecord } from '../../archive/record-writer.ts';
import { RULES } from '../../judge/rules.ts';
import { failedRun, NEVER_RELEASED } from '../../report/fixtures/failed-run.ts';
import { daxlab } from '../fixtures/recorder.ts';

const scratch = scratchFolder();

/** A record whose summary says of the second row what its events do not. */
async function recorded(summary = true): Promise<string> {
  const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab' } });
  for (const event of EVENTS) record.append(event);
  if (summary) await record.writeSummary({ ...SUMMARY, runId: record.runId });
  record.close();
  return record.folder;
}

const files = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => [join(one.parentPath, one.name), readFileSync(join(one.parentPath, one.name), 'utf8')]));

it('says what changes and writes nothing', async () => {
  const folder = await recorded();
  const before = files(folder);
  const { out, status } = await daxlab('judge', folder);
  expect(status).toBe(0);
  expect(out).toMatch(/stuck {2}hmem {2}debian:6.12 {2}default: model-mismatch \(3 operations checked\) -> \S+ \(0 operations checked\)\n {4}no longer {2}state: a block is left\n/);
  expect(out).toContain(`judged by rules 1, again by rules ${RULES}: `);
  expect(files(folder)).toEqual(before);
});

it('writes what it says with --write, and keeps what there was', async () => {
  const folder = await recorded();
  const { changed } = JSON.parse((await daxlab('judge', folder, '--json')).out) as { changed: { today: { verdict: string } }[] };
  expect((await daxlab('judge', folder, '--write')).err).toContain(join(folder, 'earlier', '1'));
  const summary = (path: string): typeof SUMMARY => JSON.parse(readFileSync(join(folder, path, 'summary.json'), 'utf8')) as typeof SUMMARY;
  expect(summary('.')).toMatchObject({ rules: RULES, scenarios: [{ name: SUMMARY.scenarios[0]?.name }, { verdict: changed.at(-1)?.today.verdict }] });
  expect(summary('earlier/1').scenarios).toEqual(SUMMARY.scenarios);
  expect(readFileSync(join(folder, 'junit.xml'), 'utf8')).not.toContain('a block is left');
  await daxlab('judge', folder, '--write');
  expect(readdirSync(join(folder, 'earlier')).sort()).toEqual(['1', '2']);
});

it('has a bundle for each finding that it has then, and none for what it has no more', async () => {
  const [stale, found] = ['b10c1ef7a5b6c7d8', NEVER_RELEASED];
  const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['own'], jobs: 1 }, daxlab: { name: 'daxlab' } });
  const events = failedRun(found);
  for (const event of events) record.append(event);
  const judged = events.find((event) => event.type === 'item-judged');
  if (judged?.type !== 'item-judged') throw new Error('nothing was judged');
  await record.writeSummary({ ...SUMMARY, runId: record.runId, scenarios: [{ ...judged.row, findings: [] }] });
  record.close();
  mkdirSync(join(record.folder, 'failures', stale), { recursive: true });
  writeFileSync(join(record.folder, 'failures', stale, 'report.txt'), 'of earlier rules');
  await daxlab('judge', record.folder, '--write');
  expect(readdirSync(join(record.folder, 'failures')).sort()).toEqual(judged.findings.map(({ fingerprint }) => fingerprint).sort());
  expect(readFileSync(join(record.folder, 'earlier', '1', 'failures', stale, 'report.txt'), 'utf8')).toBe('of earlier rules');
});

it('judges what a killed run had come to, and does not make it a whole one', async () => {
  const folder = await recorded(false);
  expect((await daxlab('judge', folder)).out).toContain('of a run that was killed');
  expect(await daxlab('judge', folder, '--write')).toMatchObject({ status: 3, err: expect.stringContaining('--resume') as string });
});
