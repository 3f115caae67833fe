import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { EVENTS, SUMMARY } from '../../archive/fixtures/sample.ts';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { RecordWriteError } from '../../archive/record-error.ts';
import { createRecord } from '../../archive/record-writer.ts';
import type { Reporter } from '../../archive/reporter.ts';
import type { Summary } from '../../archive/summary.ts';
import type { RunRequest } from '../../runner/request.ts';
import { daxlab } from '../fixtures/recorder.ts';

const runner = vi.hoisted(() => ({ run: vi.fn<(request: RunRequest, reporter: Reporter) => Promise<Summary>>() }));
vi.mock('../../runner/run.ts', () => runner);
afterEach(() => { runner.run.mockReset(); });
const scratch = scratchFolder();

function ends(summary: Summary): void {
  runner.run.mockImplementation(async (_, reporter) => {
    // Findings have their bundles made from what lies in the record.
    const record = await createRecord(scratch(), { asked: { command: ['run'], suites: [summary.suite], jobs: 1 }, daxlab: { name: 'daxlab' } });
    reporter.start({ runId: summary.runId, folder: record.folder, suite: summary.suite, items: [] });
    for (const event of EVENTS) reporter.event(record.append(event));
    record.close();
    await reporter.end(summary);
    return summary;
  });
}

it('prints the result and exits with the status of the summary', async () => {
  ends(SUMMARY);
  const { out, status } = await daxlab('run');
  expect(status).toBe(1);
  expect(out).toContain('smoke: 2 of 2 rows');
});

it('prints exactly summary.json with --json', async () => {
  ends({ ...SUMMARY, exitStatus: 130 });
  const { out, status } = await daxlab('run', '--json');
  expect(JSON.parse(out)).toEqual({ ...SUMMARY, exitStatus: 130 });
  expect(status).toBe(130);
});

it('asks for what was typed', async () => {
  ends(SUMMARY);
  const argv = ['run', 'smoke', 'own.yaml', '--machine', 'cxl,hmem', '--machine', 'nvdimm', '--machine', 'cxl', '--scenario', 'cycle,stuck', '--kernel', 'debian:6.1', '--jobs', '3', '--results', 'r', '--refresh'];
  await daxlab(...argv);
  expect(runner.run.mock.calls[0]?.[0]).toEqual({
    command: argv, suites: ['smoke', 'own.yaml'], machines: ['cxl', 'hmem', 'nvdimm'], kernels: ['debian:6.1'], policies: undefined, scenarios: ['cycle', 'stuck'], known: undefined, jobs: 3, budget: undefined, shard: undefined, resume: undefined, results: 'r', refresh: true,
    modules: undefined, qemu: undefined, mirror: undefined, cache: undefined,
  });
});

it('runs smoke when nothing is named', async () => {
  ends(SUMMARY);
  // The report of the run is built there.
  const cache = join(scratch(), 'c');
  await daxlab('run', '--qemu', '/q', '--modules', 'm', '--mirror', 'u', '--cache', cache);
  expect(runner.run.mock.calls[0]?.[0]).toMatchObject({ suites: undefined, machines: undefined, kernels: undefined, qemu: '/q', modules: 'm', mirror: 'u', cache, refresh: false });
});

it('takes a time, a part and a run to go on with', async () => {
  ends(SUMMARY);
  const { folder, close } = await createRecord(scratch(), { asked: { command: ['run'], suites: ['nightly'], jobs: 1 }, daxlab: { name: 'daxlab' } });
  close();
  const { err } = await daxlab('run', '--resume', 'latest', '--results', scratch(), '--budget', '1h30m', '--shard', '2/4', '--policy', 'default', '--known', 'k.yaml');
  expect(runner.run.mock.calls[0]?.[0]).toMatchObject({ suites: undefined, resume: folder, budget: 5_400_000, shard: { index: 2, of: 4 }, policies: ['default'], known: 'k.yaml' });
  expect(err).toContain(`daxlab: run what is left of ${folder}\n`);
});

it('says first what it does, on standard error', async () => {
  ends(SUMMARY);
  expect((await daxlab('run', 'smoke')).err).toMatch(/^daxlab: run smoke\n/);
});

it('counts a full disk as infrastructure, and a surprise as a defect of its own', async () => {
  runner.run.mockRejectedValueOnce(new RecordWriteError('results/x/events.ndjson', Object.assign(new Error('write'), { code: 'ENOSPC' })));
  expect(await daxlab('run')).toMatchObject({ status: 3, out: '', err: expect.stringContaining('no space is left on the device') as string });
  runner.run.mockRejectedValueOnce(new TypeError('undefined is not a function'));
  expect(await daxlab('run')).toMatchObject({ status: 70, out: '', err: expect.stringMatching(/a defect of daxlab[^]*run\.test\.ts[^]*please report/) as string });
});
