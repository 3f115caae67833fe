import { expect, it } from 'vitest';
import { PASSED } from '../archive/fixtures/sample.ts';
import type { PlannedItem } from '../config/run-plan.ts';
import { summarize } from './summarize.ts';

const suite = { unsupported: [{ kernels: ['<6.9'], why: 'w' }], include: { suites: [], rows: [] } };
const planned = (kernel: string) => ({ item: { scenario: 'stuck', machine: 'cxl', kernel, policy: 'default' }, suite }) as unknown as PlannedItem;
const [one, other] = [planned('debian:6.12'), planned('build:old')];
const PLAN = { suite: 'smoke', items: [one, other] };

it('counts a planned row without a verdict as not run', () => {
  const summary = summarize(PLAN, 'r', new Map([[one, PASSED]]), { interrupted: false });
  expect(summary).toMatchObject({ runId: 'r', suite: 'smoke', verdict: 'pass', exitStatus: 4, scenarios: [PASSED], notRun: [{ name: 'stuck', machine: 'cxl', kernel: 'build:old', policy: 'default', reason: 'the budget was used up' }] });
  expect(summarize(PLAN, 'r', new Map([[one, PASSED], [other, PASSED]]), { interrupted: false }).exitStatus).toBe(0);
  expect(summarize(PLAN, 'r', new Map([[one, PASSED]]), { interrupted: true })).toMatchObject({ exitStatus: 130, notRun: [{ reason: 'the run was interrupted' }] });
});

it('has the status of the error that ended the run, and never passes', () => {
  const ended = (status: 3 | 70) => ({ interrupted: false, error: { status, reason: 'the run was ended: x' } });
  expect(summarize(PLAN, 'r', new Map([[one, PASSED]]), ended(70))).toMatchObject({ verdict: 'unknown', exitStatus: 70, scenarios: [PASSED], notRun: [{ name: 'stuck', reason: 'the run was ended: x' }] });
  expect(summarize(PLAN, 'r', new Map([[one, { ...PASSED, verdict: 'kernel-crash' as const }]]), ended(3))).toMatchObject({ verdict: 'kernel-crash', exitStatus: 3 });
  expect(summarize(PLAN, 'r', new Map(), { ...ended(70), interrupted: true })).toMatchObject({ verdict: 'unknown', exitStatus: 130, scenarios: [] });
});

it('takes what is expected to be unsupported by what the kernel calls itself', () => {
  const row = { ...PASSED, verdict: 'unsupported' as const };
  expect(summarize(PLAN, 'r', new Map([[one, PASSED], [other, { ...row, kernelRelease: '6.1.0' }]]), { interrupted: false })).toMatchObject({ exitStatus: 0, scenarios: [PASSED, { expected: true }] });
  expect(summarize(PLAN, 'r', new Map([[one, PASSED], [other, { ...row, kernelRelease: '' }]]), { interrupted: false }).exitStatus).toBe(4);
});
