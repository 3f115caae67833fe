import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { LEAK, runNamed } from '../../triage/fixtures/entries.ts';
import { putRecord, putRun, rowOf, runFileOf } from '../../triage/fixtures/records.ts';
import { daxlab } from '../fixtures/recorder.ts';

const scratch = scratchFolder();
const prune = (...argv: string[]) => daxlab('results', 'prune', '--results', scratch(), ...argv);
const left = (): number[] => readdirSync(scratch()).map((name) => Number(name.slice(16, 19))).sort((one, other) => one - other);

/** Six runs: good, good, bad, bad, bad, bad. */
function night(): void {
  for (const [place, word] of ['P', 'P', 'L', 'L', 'L', 'L'].entries()) putRun(scratch(), place + 1, [rowOf(word)]);
}

it('removes what is beyond the limit, and keeps what an open finding needs, and says why', async () => {
  night();
  const { out, status } = await prune('--keep', '1');
  expect(status).toBe(0);
  expect(left()).toEqual([2, 3, 6]);
  expect(out).toContain(`${runNamed(2)} stays beyond the limit:\n    the last good run before ${LEAK.fingerprint} in cycle  hmem  debian:6.12  default`);
  expect(out).toContain('removed 3 records');
});

it('only says so with --dry-run', async () => {
  night();
  expect((await prune('--keep', '1', '--dry-run')).out).toContain(`${runNamed(5)} would go`);
  expect(left()).toEqual([1, 2, 3, 4, 5, 6]);
  expect(JSON.parse((await prune('--keep', '0', '--dry-run', '--json')).out)).toMatchObject({ dryRun: true, removed: [{ run: runNamed(5) }, { run: runNamed(4) }, { run: runNamed(1) }] });
});

it('takes a limit for an age as well', async () => {
  night();
  await prune('--keep', '2026-01-02');
  expect(left()).toEqual([2, 3, 6]);
  await prune('--keep', '2025-12-31');
  expect(left()).toEqual([2, 3, 6]);
  expect(await prune('--keep', 'much')).toMatchObject({ status: 64, err: expect.stringContaining('20GiB') as string });
});

it('leaves alone what it cannot read, what is no record, and a run that may still go on', async () => {
  putRecord(scratch(), runNamed(1), { 'summary.json': '{"schema":99}', 'run.json': runFileOf(1) });
  putRecord(scratch(), runNamed(2), { 'notes.txt': '' });
  putRecord(scratch(), runNamed(3), { 'run.json': runFileOf(3), 'events.ndjson': '' });
  putRun(scratch(), 4, [rowOf('P')]);
  const { out } = await prune('--keep', '0');
  expect(left()).toEqual([1, 2, 3]);
  expect(out).toContain('it cannot be read: schema 99');
  expect(out).toContain('it may still be written');
});
