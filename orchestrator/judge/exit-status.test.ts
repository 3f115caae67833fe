import { expect, it } from 'vitest';
import { exitStatus, runVerdict, type Counted } from './exit-status.ts';
import type { Verdict } from './verdict.ts';

const row = (verdict: Verdict, more: Partial<Counted> = {}): Counted => ({ verdict, findings: [], expectedUnsupported: false, ...more });

it('is the first of 130, the error that ended the run, 1, 3, 2, 4, 0 that something gives', () => {
  expect(exitStatus([row('pass')])).toBe(0);
  expect(exitStatus([row('pass'), row('unsupported')])).toBe(4);
  expect(exitStatus([row('unsupported', { expectedUnsupported: true })])).toBe(0);
  expect(exitStatus([row('unsupported'), row('unknown')])).toBe(2);
  expect(exitStatus([row('unknown'), row('infra-failure')])).toBe(3);
  expect(exitStatus([row('infra-failure'), row('model-mismatch')])).toBe(1);
  expect(exitStatus([row('kernel-crash')], { error: 70 })).toBe(70);
  expect(exitStatus([row('kernel-crash')], { error: 70, interrupted: true })).toBe(130);
  expect(exitStatus([])).toBe(4);
  expect(exitStatus([row('pass')], { notRun: true })).toBe(4);
  expect(exitStatus([row('unknown')], { notRun: true })).toBe(2);
});

it('counts a failed boot as the kernel\'s only where it has a finding', () => {
  expect(exitStatus([row('boot-failure')])).toBe(3);
  expect(exitStatus([row('boot-failure', { findings: [{ known: false }] })])).toBe(1);
});

it('does not count a row all of whose findings are known', () => {
  expect(exitStatus([row('model-mismatch', { findings: [{ known: true }] })])).toBe(0);
  expect(exitStatus([row('model-mismatch', { findings: [{ known: true }, { known: false }] })])).toBe(1);
});

it('names the run after its worst row', () => {
  expect(runVerdict([row('pass'), row('guest-hang'), row('kernel-crash')])).toBe('kernel-crash');
  expect(runVerdict([row('pass'), row('unsupported', { expectedUnsupported: true })])).toBe('pass');
  expect(runVerdict([])).toBe('unknown');
  expect(runVerdict([row('pass')], 70)).toBe('unknown');
  expect(runVerdict([row('kernel-crash')], 70)).toBe('kernel-crash');
});
