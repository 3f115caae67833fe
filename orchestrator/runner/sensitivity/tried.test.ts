import { expect, it } from 'vitest';
import { sensitivitySchema, type SensitivityFile } from '../../archive/sensitivity-file.ts';
import type { SummaryRow } from '../../archive/summary.ts';
import { sensitivityText } from '../../cli/sensitivity-text.ts';
import { CATALOGUE } from '../../scenario/sensitivity/catalogue.ts';
import type { LiveMutant } from '../../scenario/sensitivity/mutant.ts';
import { isDone, isSensitive, toldOf, type Tried } from './tried.ts';

const [CAUGHT, UNEXPLAINED, EXPLAINED] = [CATALOGUE[0], CATALOGUE[1], CATALOGUE.find(({ survives }) => survives)] as [LiveMutant, LiveMutant, LiveMutant];
const row = (verdict: SummaryRow['verdict'], more: Partial<SummaryRow> = {}): SummaryRow =>
  ({ name: 'x-in-cycle', machine: 'hmem', kernel: 'debian:7.3', kernelRelease: '7.3.4', policy: 'default', verdict, attempts: 1, checkedOperations: 7, findings: [], ...more });
const seen = (operation: number, known = false): SummaryRow =>
  row('model-mismatch', { machine: 'cxl', findings: [{ kind: 'state', title: 't', fingerprint: 'f', operation, known }, { kind: 'log', title: 'u', fingerprint: 'g', operation: operation + 1, known }] });
const told = (tried: Tried) => toldOf(tried, ({ name }) => name.replace('x-in-', ''));

it('tells the row that noticed it, and counts the operations of those before', () => {
  expect(told({ mutant: CAUGHT, rows: [row('pass'), row('unknown'), seen(2)] })).toMatchObject({ ended: 'caught', by: ['state', 'log'], in: { name: 'cycle', machine: 'cxl' }, after: 17, ran: 2 });
  expect(told({ mutant: CAUGHT, rows: [{ ...seen(2), verdict: 'kernel-crash' }] })).toMatchObject({ by: ['state', 'log', 'kernel-crash'], after: 3 });
  expect(told({ mutant: CAUGHT, rows: [row('guest-hang')] })).toMatchObject({ ended: 'caught', by: ['guest-hang'], after: 8 });
});

it('does not take for noticed what the sound kernel is known for, and ends where nothing more is to be learnt', () => {
  expect(told({ mutant: EXPLAINED, rows: [seen(2, true), row('pass')] })).toMatchObject({ ended: 'survived', why: EXPLAINED.survives });
  expect(isDone({ mutant: CAUGHT, rows: [seen(2, true), row('pass'), row('unknown')] })).toBe(false);
  expect(isDone({ mutant: CAUGHT, rows: [row('unsupported')] })).toBe(true);
  expect(isDone({ mutant: CAUGHT, rows: [seen(2)] })).toBe(true);
});

it('is enough with nineteen in twenty caught and the other explained', () => {
  const many = Array.from({ length: 19 }, () => told({ mutant: CAUGHT, rows: [seen(0)] }));
  expect(isSensitive([...many, told({ mutant: EXPLAINED, rows: [row('pass')] })])).toBe(true);
  expect(isSensitive([...many, told({ mutant: UNEXPLAINED, rows: [row('pass')] })])).toBe(false);
  expect(isSensitive([...many.slice(1), told({ mutant: EXPLAINED, rows: [row('pass')] })])).toBe(false);
  expect(isSensitive([told({ mutant: CAUGHT, rows: [row('unsupported')] })])).toBe(false);
  expect(isSensitive([...many, told({ mutant: UNEXPLAINED, rows: [] })])).toBe(true);
});

it('is told with the witness, the row and the operations it took, and with reasons', () => {
  const mutants = [
    told({ mutant: CAUGHT, rows: [row('pass'), seen(1)] }), told({ mutant: EXPLAINED, rows: [row('pass'), row('pass')] }),
    told({ mutant: UNEXPLAINED, rows: [row('unsupported', { reason: 'arming a fault: f\n  seen:     no such function' })] }),
  ];
  const file: SensitivityFile = { schema: 1, suites: ['smoke'], kernel: 'debian:7.3', mutants, leftOut: [{ name: 'stuck', machine: 'cxl', policy: 'auto-online', why: 'the kernel itself: unknown' }, ...['fill', 'pair', 'ratio', 'kept', 'pinned'].map((name) => ({ name, machine: 'hmem', policy: 'default', why: 'the budget of 1m was used up' }))] };
  expect(sensitivitySchema.parse(file)).toEqual(file);
  const text = sensitivityText({ summary: { runId: 'r' } as never, told: file }, 'results');
  expect(text).toMatch(/altmap-dropped +M4 M10 +bind +state, log +cycle on cxl +9 operations/);
  expect(text).toContain('stuck on cxl (auto-online) was left out: the kernel itself: unknown');
  expect(text).toContain('fill on hmem, pair on hmem, ratio on hmem, kept on hmem and 1 more were left out: the budget of 1m was used up');
  expect(text).toContain(`${EXPLAINED.name} survived 2 rows: ${EXPLAINED.survives ?? ''}`);
  expect(text).toContain(`${UNEXPLAINED.name} was not tried: unsupported: arming a fault: f seen:     no such function`);
  expect(text).toContain('sensitivity: 1 of 2 mutants caught (50 %), 1 not tried\nrecord: results/r\n');
});
