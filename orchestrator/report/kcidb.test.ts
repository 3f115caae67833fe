import { describe, expect, it } from 'vitest';
import type { RunFile } from '../archive/run-file.ts';
import type { Verdict } from '../judge/verdict.ts';
import { FINDING, STORY, storyOf, storyWith, TIMED } from './fixtures/stories.ts';
import { kcidbJson, kcidbStatus } from './kcidb.ts';
import { kcidbSchema, type Kcidb } from './kcidb-schema.ts';

const RUN: RunFile = {
  schema: 1, runId: '20251122-094105-417-9f3c', startedAt: '2025-11-22T09:41:05.417Z', startedAtMonotonic: 4000, asked: { command: ['run'], suites: ['smoke'], jobs: 1 },
  daxlab: { name: 'daxlab' }, host: { kernel: 'Linux', node: 'v20', cpus: 2, memory: 1 }, used: [],
  guests: [{ item: 'stuck.hmem.debian-6.12.default', attempt: 1, command: ['qemu'], kernel: { name: 'linux-image', version: '6.12.43-1', from: '/home/someone/vmlinuz' } }],
};
const parsed = (...given: Parameters<typeof kcidbJson>): Kcidb => kcidbSchema.parse(JSON.parse(kcidbJson(...given)));

describe('kcidbJson', () => {
  it('has a checkout and a build per kernel, and a test per row', () => {
    const { checkouts, builds, tests } = parsed(RUN, STORY);
    const kernel = 'daxlab:20251122-094105-417-9f3c:debian-6.12';
    expect(checkouts).toMatchObject([{ id: kernel, origin: 'daxlab', tree_name: 'debian', comment: 'debian:6.12' }]);
    expect(builds).toMatchObject([{ id: kernel, checkout_id: kernel, comment: '6.12.43+deb13-cloud-amd64', misc: { kernel: { version: '6.12.43-1' } } }]);
    expect(JSON.stringify(builds)).not.toContain('/home');
    expect(tests).toMatchObject([
      { id: 'daxlab:20251122-094105-417-9f3c:cycle-1.cxl.debian-6.12.default', build_id: kernel, path: 'daxlab.cycle.memmap_on_memory-1.cxl.default', status: 'PASS', duration: 10 },
      { path: 'daxlab.stuck.hmem.default', status: 'FAIL', start_time: '2025-11-22T09:41:18.417Z', log_excerpt: expect.stringContaining('a block is left') as string },
    ]);
    expect(tests[0]).not.toHaveProperty('log_excerpt');
  });

  it('has an issue for each finding, and tells which tests came upon it', () => {
    const { tests, issues, incidents } = parsed(RUN, STORY);
    const finding = STORY.items.get('stuck.hmem.debian-6.12.default')?.row?.findings[0];
    const issue = `daxlab:${finding?.fingerprint ?? ''}`;
    expect(issues).toMatchObject([{ id: issue, version: 1, report_subject: finding?.title, culprit: { code: true } }]);
    expect(incidents).toEqual([{ id: `${tests[1]?.id ?? ''}:${finding?.fingerprint ?? ''}`, origin: 'daxlab', issue_id: issue, issue_version: 1, test_id: tests[1]?.id, present: true }]);
    const contradictory = parsed(RUN, storyWith({ verdict: 'unknown' }, [FINDING]));
    expect([contradictory.issues, contradictory.incidents]).toEqual([[], []]);
  });

  it('says that a kernel was built only where one was booted', () => {
    expect(parsed(RUN, STORY).builds).toMatchObject([{ status: 'PASS' }]);
    expect(parsed({ ...RUN, guests: [] }, STORY).builds[0]).not.toHaveProperty('status');
  });

  it('tells of a row that was never run, and cuts what is too long', () => {
    expect(parsed(RUN, storyOf(TIMED.slice(0, 3))).tests[1]).toMatchObject({ status: 'MISS', log_excerpt: 'the run ended before this row was judged' });
    const long = storyWith({ verdict: 'kernel-crash' }, [{ ...FINDING, log: ['\0'.repeat(30_000)] }]);
    expect(parsed(RUN, long).tests[0]?.log_excerpt).toHaveLength(16_000);
  });

  it.each<[Verdict, number, string]>([
    ['pass', 0, 'PASS'], ['unsupported', 0, 'SKIP'], ['model-mismatch', 1, 'FAIL'], ['kernel-crash', 1, 'FAIL'], ['guest-hang', 0, 'FAIL'],
    ['boot-failure', 1, 'FAIL'], ['boot-failure', 0, 'MISS'], ['infra-failure', 0, 'MISS'], ['unknown', 0, 'ERROR'],
  ])('says of %s with %i findings that it is %s', (verdict, count, status) => {
    const findings = Array.from({ length: count }, () => ({ kind: FINDING.kind, title: FINDING.title, fingerprint: FINDING.fingerprint, operation: 0, known: false }));
    expect(kcidbStatus({ verdict, findings })).toBe(status);
  });
});

it('is against ids of no origin and paths of other characters', () => {
  const { builds, ...rest } = parsed(RUN, STORY);
  expect(kcidbSchema.safeParse({ ...rest, builds: builds.map((build) => ({ ...build, id: 'none' })) }).success).toBe(false);
  expect(kcidbSchema.safeParse({ ...rest, builds, tests: rest.tests.map((test) => ({ ...test, path: 'a b' })) }).success).toBe(false);
});
