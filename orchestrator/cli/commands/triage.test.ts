import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { putRun, rowOf } from '../../triage/fixtures/records.ts';
import { LEAK, runNamed } from '../../triage/fixtures/entries.ts';
import { daxlab } from '../fixtures/recorder.ts';

const scratch = scratchFolder();
const triage = (...argv: string[]) => daxlab('triage', '--results', scratch(), ...argv);

it('answers 0 once it could read, and 1 for what is new only where that is asked', async () => {
  putRun(scratch(), 1, [rowOf('P')]);
  putRun(scratch(), 2, [rowOf('L')]);
  const { out, status } = await triage();
  expect(out).toContain(`new            conservation: ${LEAK.title}`);
  expect(status).toBe(0);
  expect((await triage('--fail-on', 'new')).status).toBe(1);
  putRun(scratch(), 3, [rowOf('L')]);
  expect(await triage('--fail-on', 'new')).toMatchObject({ status: 0, out: expect.stringContaining('still failing') as string });
});

it('takes several folders after one --results, or after several', async () => {
  putRun(join(scratch(), 'desk'), 1, [rowOf('P')]);
  putRun(join(scratch(), 'night'), 2, [rowOf('L')]);
  const folders = [join(scratch(), 'desk'), join(scratch(), 'night')] as const;
  expect((await daxlab('triage', '--results', ...folders)).out).toContain('2 runs read');
  expect((await daxlab('triage', '--results', folders[0], '--results', folders[1])).out).toContain('2 runs read');
});

it('prints JSON, of the rows that are asked about', async () => {
  putRun(scratch(), 1, [rowOf('L'), rowOf('L', { machine: 'cxl' })]);
  const rows = async (...argv: string[]): Promise<unknown[]> => (JSON.parse((await triage('--json', ...argv)).out) as { rows: unknown[] }).rows;
  expect(await rows()).toHaveLength(2);
  expect(await rows('--machine', 'cxl')).toMatchObject([{ machine: 'cxl' }]);
  expect(await rows('--kernel', '<6.9')).toEqual([]);
  expect(await rows('--kernel', '>=6.12', '--suite', 'nightly', '--policy', 'default')).toHaveLength(2);
  expect(await rows('--scenario', 'cycle')).toHaveLength(2);
  expect(await rows('--scenario', 'stuck')).toEqual([]);
  expect(await rows('--suite', 'smoke')).toEqual([]);
});

it('prints Markdown for the page of a job', async () => {
  putRun(scratch(), 1, [rowOf('P')]);
  putRun(scratch(), 2, [rowOf('L')]);
  expect((await triage('--markdown')).out).toMatch(/^## daxlab triage\n\n\*\*1 new\*\*; 0 of 1 rows pass; 2 runs read\n/);
  expect(await triage('--markdown', '--json')).toMatchObject({ status: 64 });
});

it('names what it passed over, and goes on', async () => {
  putRun(scratch(), 1, [rowOf('P')]);
  mkdirSync(join(scratch(), 'cut'));
  writeFileSync(join(scratch(), 'cut', 'summary.json'), '{"schema":');
  expect(await triage()).toMatchObject({ status: 0, out: expect.stringMatching(/1 of 1 row pass; 1 run read\n1 record passed over:\n {2}.*cut: /) as string });
});

it('refuses a folder that is not there: nothing new in it would be no answer', async () => {
  expect(await triage('--results', `${scratch()}/gone`)).toMatchObject({ status: 64, out: '', err: expect.stringContaining('gone') as string });
});

it('takes a time, a day or a run for --since, and refuses the rest', async () => {
  putRun(scratch(), 1, [rowOf('L')]);
  putRun(scratch(), 2, [rowOf('L')]);
  expect((await triage('--since', runNamed(1))).out).toContain('new  ');
  expect((await triage('--since', '2025-12-31')).out).toContain('new  ');
  expect((await triage('--since', '2026-01-02')).out).toContain('still failing  ');
  expect(await triage('--since', 'yesterday')).toMatchObject({ status: 64, err: expect.stringContaining('36h or 7d') as string });
});
