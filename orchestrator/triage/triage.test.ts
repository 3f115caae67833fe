import { expect, it } from 'vitest';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { LEAK, OOPS } from './fixtures/entries.ts';
import { putRun, rowOf } from './fixtures/records.ts';
import { readRecords } from './records/read-records.ts';
import { triage, type Question } from './triage.ts';
import { triageValue } from './triage-json.ts';

const scratch = scratchFolder();
const answer = async (question?: Question) => triage(await readRecords([scratch()]), question);

const used = (release: string, cpio = '2.15') => ({ used: [{ name: 'debian:6.12', version: release }, { name: 'cpio', version: cpio }, { name: `linux-image-${release}` }] });

/** Passed on 6.12.43, has the leak from 6.12.95 on; cxl has had the oops all the time. */
function night(): void {
  putRun(scratch(), 1, [rowOf('P'), rowOf('O', { machine: 'cxl' })], {}, used('6.12.43'));
  putRun(scratch(), 2, [rowOf('L', { kernelRelease: '6.12.95' }), rowOf('O', { machine: 'cxl' })], {}, used('6.12.95', '2.16'));
  putRun(scratch(), 3, [rowOf('L', { kernelRelease: '6.12.95' })], { suite: 'smoke' }, used('6.12.95'));
}

it('says since when, and what changed between the last good and the first bad run', async () => {
  night();
  const { findings } = await answer();
  expect(findings.map(({ fingerprint, status }) => [fingerprint, status])).toEqual([[LEAK.fingerprint, 'still-failing'], [OOPS.fingerprint, 'still-failing']]);
  expect(findings[0]?.changed).toEqual([
    { what: 'kernel', name: 'debian:6.12', before: '6.12.43', after: '6.12.95' }, { what: 'package', name: 'cpio', before: '2.15', after: '2.16' },
  ]);
  expect(findings[1]?.changed).toBeUndefined();
});

it('answers about some suites, some rows, or since some time', async () => {
  night();
  expect((await answer({ suites: ['nightly'] })).findings[0]).toMatchObject({ status: 'new' });
  expect((await answer({ about: ({ machine }) => machine === 'cxl' })).findings).toMatchObject([{ fingerprint: OOPS.fingerprint }]);
  expect((await answer({ about: (_, releases) => releases.has('6.12.95') })).rows).toHaveLength(1);
  expect((await answer({ since: '20260101-000000-002' })).findings[0]).toMatchObject({ status: 'new' });
});

it('goes by what is declared known today', async () => {
  night();
  const { findings } = await answer({ isKnown: ({ fingerprint, release }) => fingerprint === LEAK.fingerprint && release === '6.12.95' });
  expect(findings.map(({ status }) => status)).toEqual(['still-failing', 'known']);
});

it('is told to programs without what passes', async () => {
  night();
  expect(triageValue(await answer())).toMatchObject({
    schema: 2, skipped: [], findings: [{ fingerprint: LEAK.fingerprint, since: { kernelRelease: '6.12.95' }, rows: [{ machine: 'hmem', seen: 2, of: 2 }] }, {}], rows: [{}, {}], runs: [{}, {}, {}],
  });
});

it('tells nothing of errors that were planted, unless it is asked for them', async () => {
  night();
  putRun(scratch(), 4, [rowOf('O', { name: 'mutant', machine: 'nvdimm' })], { suite: 'sensitivity' }, used('6.12.95'));
  const { findings, rows, runs, planted } = await answer();
  expect([findings.map(({ status }) => status), rows.length, runs.length, planted.map(({ suite }) => suite)]).toEqual([['still-failing', 'still-failing'], 2, 3, ['sensitivity']]);
  for (const question of [{ suites: ['sensitivity'] }, { planted: true }]) {
    const asked = await answer(question);
    expect([asked.rows.some(({ row }) => row.name === 'mutant'), asked.planted]).toEqual([true, []]);
  }
});

it('misses no row that is only run once, without a finding', async () => {
  night();
  putRun(scratch(), 4, [rowOf('P', { name: 'explore-1-0' }), rowOf('O', { name: 'explore-1-1' })], { suite: 'explore' }, used('6.12.95'));
  expect((await answer()).rows.map(({ row }) => row.name)).not.toContain('explore-1-0');
  expect((await answer()).rows.map(({ row }) => row.name)).toContain('explore-1-1');
});
