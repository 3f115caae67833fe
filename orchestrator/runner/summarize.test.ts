import { expect, it } from 'vitest';
import { PASSED } from '../archive/fixtures/sample.ts';
import type { PlannedItem } from '../config/run-plan.ts';
import { summarize } from './summarize.ts';

const suite = { unsupported: [{ kernels: ['<6.9'], why: 'w' }], include: { suites: [], rows: [] } };
const planned = (kernel: string) => ({ item: { scenario: 'stuck', machine: 'cxl', kernel, policy: 'default' }, suite }) as unknown as PlannedItem;
const [one, other] = [planned('debian:6.12'), planned('build:old')];
const PLAN = { suite: 'smoke', items: [one, other] };

it('counts a planned row without a verdict as not run', () => {
  const summary = summarize(PLAN, 'r', new Map([[one, PASSED]]), false);
  expect(summary).toMatchObject({ runId: 'r', suite: 'smoke', verdict: 'pass', exitStatus: 4, scenarios: [PASSED], notRun: [{ name: 'stuck', machine: 'cxl', kernel: 'build:old', policy: 'default', reason: 'the budget was used up' }] });
  expect(summarize(PLAN, 'r', new Map([[one, PASSED], [other, PASSED]]), false).exitStatus).toBe(0);
  expect(summarize(PLAN, 'r', new Map([[one, PASSED]]), true)).toMatchObject({ exitStatus: 130, notRun: [{ reason: 'the run was interrupted' }] });
});

it('takes what is expected to be unsupported by what the kernel calls itself', () => {
  const row = { ...PASSED, verdict: 'unsupported' as const };
  expect(summarize(PLAN, 'r', new Map([[one, PASSED], [other, { ...row, kernelRelease: '6.1.0' }]]), false)).toMatchObject({ exitStatus: 0, scenarios: [PASSED, { expected: true }] });
  expect(summarize(PLAN, 'r', new Map([[one, PASSED], [other, { ...row, kernelRelease: '' }]]), false).exitStatus).toBe(4);
});
