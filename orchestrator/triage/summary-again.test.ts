import { expect, it } from 'vitest';
import { RULES } from '../judge/rules.ts';
import { rowOf, summaryOf } from './fixtures/records.ts';
import { summaryAgain } from './summary-again.ts';

it('is what it was but for the rules, where no row changes', () => {
  const rows = [rowOf('P'), rowOf('L', { machine: 'cxl' }), rowOf('U', { machine: 'nvdimm', expected: true })];
  const before = summaryOf(1, rows, { verdict: 'model-mismatch', exitStatus: 1 });
  expect(summaryAgain(before, rows.map(({ expected, ...row }) => (expected === undefined ? row : row)))).toEqual({ ...before, rules: RULES });
});

it('counts rows as they are judged today', () => {
  const before = summaryOf(1, [rowOf('L')], { verdict: 'model-mismatch', exitStatus: 1 });
  expect(summaryAgain(before, [rowOf('P')])).toMatchObject({ verdict: 'pass', exitStatus: 0, scenarios: [{ verdict: 'pass' }] });
});

it('remembers what is no row: an interruption, rows that were not run, what a suite expects', () => {
  const row = rowOf('U');
  const notRun = [{ name: 'x', machine: 'hmem', kernel: 'debian:6.12', policy: 'default', reason: 'the budget was used up' }];
  expect(summaryAgain(summaryOf(1, [rowOf('P')], { exitStatus: 130 }), [rowOf('P')]).exitStatus).toBe(130);
  expect(summaryAgain(summaryOf(1, [rowOf('P')], { exitStatus: 4, notRun }), [rowOf('P')]).exitStatus).toBe(4);
  expect(summaryAgain(summaryOf(1, [row], { exitStatus: 0, schema: 1 }), [row])).toMatchObject({ exitStatus: 0, scenarios: [{ expected: true }] });
  expect(summaryAgain(summaryOf(1, [row], { exitStatus: 4 }), [row])).toMatchObject({ exitStatus: 4 });
});
