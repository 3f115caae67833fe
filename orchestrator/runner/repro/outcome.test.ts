import { describe, expect, it } from 'vitest';
import type { SummaryRow } from '../../archive/summary.ts';
import type { Verdict } from '../../judge/verdict.ts';
import { countOutcomes, outcome, reproStatus, shrunkStatus } from './outcome.ts';

const SOUGHT = { fingerprint: 'ce87', operation: 5 };
const row = (verdict: Verdict, fingerprints: readonly string[] = [], checkedOperations = 9): SummaryRow => ({
  name: 'x', machine: 'hmem', kernel: 'debian:6.12', kernelRelease: '', policy: 'default', verdict, attempts: 1, checkedOperations,
  findings: fingerprints.map((fingerprint) => ({ kind: 'log', title: `title of ${fingerprint}`, fingerprint, operation: 5, known: false })),
});

describe('a row', () => {
  it.each([
    ['pass', [], 9, false], ['model-mismatch', ['ce87'], 5, true], ['kernel-crash', ['aaaa', 'ce87'], 5, true],
    ['model-mismatch', ['aaaa'], 9, false], ['model-mismatch', ['aaaa'], 5, 'unclear'], ['kernel-crash', [], 2, 'unclear'],
    ['infra-failure', [], 9, 'unclear'], ['unsupported', [], 0, 'unclear'], ['unknown', [], 9, 'unclear'], ['boot-failure', ['aaaa'], 0, 'unclear'],
  ] as const)('that is %s with %j after %i operations', (verdict, fingerprints, checked, shows) => { expect(outcome(row(verdict, fingerprints, checked), SOUGHT)).toMatchObject({ shows }); });

  it('is bad by any failure of the kernel where nothing in particular is sought, and never by infrastructure', () => {
    for (const verdict of ['model-mismatch', 'kernel-crash', 'guest-hang'] as const) expect(outcome(row(verdict, ['x']), undefined)).toEqual({ shows: true });
    for (const verdict of ['infra-failure', 'boot-failure', 'unknown', 'unsupported'] as const) expect(outcome(row(verdict), undefined)).toMatchObject({ shows: 'unclear' });
    expect(outcome(row('pass'), undefined)).toEqual({ shows: false });
  });

  it('is told by the beginning of a fingerprint, whose operation nobody knows', () => {
    const calls = (verdict: Verdict, kind: 'calls' | 'errno'): SummaryRow => ({ ...row(verdict, ['aaaa']), findings: [{ kind, title: 'x', fingerprint: 'aaaa', operation: 5, known: false }] });
    expect(outcome(row('model-mismatch', ['ce87d469ebc46fdc']), { fingerprint: 'ce87' })).toEqual({ shows: true });
    expect(outcome(row('model-mismatch', ['unmatched-ce87']), { fingerprint: 'ce87' })).toEqual({ shows: true });
    // Other calls end nothing; another errno does, perhaps before the operation that shows it.
    expect(outcome(calls('model-mismatch', 'calls'), { fingerprint: 'ce87' })).toEqual({ shows: false });
    for (const one of [calls('model-mismatch', 'errno'), calls('guest-hang', 'calls')]) expect(outcome(one, { fingerprint: 'ce87' })).toMatchObject({ shows: 'unclear' });
  });

  it('says why it says nothing', () => {
    expect(outcome(row('model-mismatch', ['aaaa'], 3), SOUGHT)).toMatchObject({ why: 'model-mismatch: another finding came first: title of aaaa' });
    expect(outcome({ ...row('infra-failure'), reason: 'no room' }, SOUGHT)).toMatchObject({ why: 'infra-failure: no room' });
  });
});

it.each([
  [['pass', 'pass'], 0], [['model-mismatch', 'pass'], 1], [['model-mismatch', 'infra-failure'], 1], [['pass', 'infra-failure'], 3], [['pass', 'unsupported'], 4], [['unknown'], 2], [[], 4],
] as const)('rows that are %j answer %i', (verdicts, status) => {
  const rows = verdicts.map((verdict) => row(verdict, verdict === 'model-mismatch' ? ['ce87'] : []));
  expect(reproStatus(rows, countOutcomes(rows, SOUGHT), 0)).toBe(status);
  expect(reproStatus(rows, countOutcomes(rows, SOUGHT), 130)).toBe(130);
});

it.each([
  [{ shown: 1, of: 1 }, 1], [{ shown: 2, of: 4 }, 1], [{ shown: 0, of: 4 }, 0], [{ shown: 0, of: 0 }, 3],
] as const)('a finding to be shrunk that showed again in %j answers %i', (shrunk, status) => {
  expect(shrunkStatus(shrunk, 1)).toBe(status);
  expect(shrunkStatus(shrunk, 130)).toBe(130);
  expect(shrunkStatus(undefined, 4)).toBe(4);
});
