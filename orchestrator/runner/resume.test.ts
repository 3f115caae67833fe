import { expect, it } from 'vitest';
import { EVENTS } from '../archive/fixtures/sample.ts';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { createRecord } from '../archive/record-writer.ts';
import { resume } from './resume.ts';
import type { RunRequest } from './request.ts';

const scratch = scratchFolder();
const REQUEST: RunRequest = { command: ['run', '--resume', 'latest'], jobs: 2, results: 'r', refresh: false, machines: undefined };

async function recorded() {
  const asked = { command: ['run'], suites: ['nightly'], machines: ['cxl', 'hmem'], kernels: ['debian:7.3'], scenarios: ['cycle'], known: 'k.yaml', jobs: 1, shard: '2/4', budget: 1000 };
  const record = await createRecord(scratch(), { asked, daxlab: { name: 'daxlab' } });
  for (const item of ['cycle-1.cxl.debian-6.12.default', 'stuck.hmem.debian-6.12.default']) record.append({ type: 'covered', item, attempt: 1, counts: { I1: 2 } });
  for (const event of EVENTS.slice(0, 14)) record.append(event);
  record.close();
  return record;
}

it('asks for what was asked for then, and has the verdicts there are', async () => {
  const { folder, runId } = await recorded();
  const { from, request, judged } = await resume(REQUEST, folder);
  expect(from).toBe(runId);
  expect(request).toMatchObject({ ...REQUEST, suites: ['nightly'], machines: ['cxl', 'hmem'], kernels: ['debian:7.3'], scenarios: ['cycle'], known: 'k.yaml', shard: { index: 2, of: 4 } });
  // A night's time is not a property of what is tested.
  expect(request.budget).toBeUndefined();
  expect([...judged]).toEqual([['cycle-1.cxl.debian-6.12.default', {
    verdict: expect.objectContaining({ type: 'item-judged' }) as unknown,
    covered: [expect.objectContaining({ item: 'cycle-1.cxl.debian-6.12.default', counts: { I1: 2 } })],
  }]]);
});

it('asks for what is asked for now instead, where something is', async () => {
  const { folder } = await recorded();
  const { request } = await resume({ ...REQUEST, suites: ['smoke'], machines: ['hmem'], shard: { index: 1, of: 1 }, budget: 5 }, folder);
  expect(request).toMatchObject({ suites: ['smoke'], machines: ['hmem'], kernels: ['debian:7.3'], shard: { index: 1, of: 1 }, budget: 5 });
});

it('refuses what is no record', async () => {
  await expect(resume(REQUEST, scratch())).rejects.toThrow('run.json');
});
