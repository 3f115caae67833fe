import { expect, it } from 'vitest';
import type { SummaryRow } from '../../archive/summary.ts';
import { sensitivityText } from '../../cli/sensitivity-text.ts';
import { CATALOGUE } from '../../scenario/sensitivity/catalogue.ts';
import type { LiveMutant } from '../../scenario/sensitivity/mutant.ts';
import { isSensitive, type Tried } from './sensitivity.ts';

const [CAUGHT, UNEXPLAINED, EXPLAINED] = [CATALOGUE[0], CATALOGUE[1], CATALOGUE.find(({ survives }) => survives)] as [LiveMutant, LiveMutant, LiveMutant];
const row = (verdict: SummaryRow['verdict'], more: Partial<SummaryRow> = {}): SummaryRow =>
  ({ name: 'x', machine: 'hmem', kernel: 'debian:7.3', kernelRelease: '7.3.4', policy: 'default', verdict, attempts: 1, checkedOperations: 1, findings: [], ...more });
const caught: Tried = { mutant: CAUGHT, row: row('model-mismatch', { findings: [{ kind: 'state', title: 't', fingerprint: 'f', operation: 1, known: false }] }), after: 2 };
const many = Array.from({ length: 19 }, () => caught);

it('is enough with nineteen in twenty caught and the other explained', () => {
  expect(isSensitive([...many, { mutant: EXPLAINED, row: row('pass') }])).toBe(true);
  expect(isSensitive([...many, { mutant: UNEXPLAINED, row: row('pass') }])).toBe(false);
  expect(isSensitive([...many.slice(1), { mutant: EXPLAINED, row: row('pass') }])).toBe(false);
  expect(isSensitive([{ mutant: CAUGHT, row: row('unsupported') }])).toBe(false);
});

it('is told with the witness and the operations it took, and with reasons', () => {
  const tried: Tried[] = [caught, { mutant: EXPLAINED, row: row('pass') }, { mutant: UNEXPLAINED, row: row('unsupported', { reason: 'arming a fault: f\n  seen:     no such function' }) }];
  const text = sensitivityText({ summary: { runId: 'r' } as never, tried }, 'results');
  expect(text).toMatch(/altmap-dropped +M4 M10 +bind +state +2 operations/);
  expect(text).toContain(`${EXPLAINED.name} survived: ${EXPLAINED.survives ?? ''}`);
  expect(text).toContain(`${UNEXPLAINED.name} was not tried: unsupported: arming a fault: f seen:     no such function`);
  expect(text).toContain('sensitivity: 1 of 2 mutants caught (50 %), 1 not tried\nrecord: results/r\n');
});
