/** The judge notices every mutant of SEMANTICS 12 that can be expressed, by the fact that the table names. */
import { describe, expect, it } from 'vitest';
import { judge } from '../../judge/conclude.ts';
import type { Finding } from '../../judge/verdict.ts';
import { ImaginedKernel } from '../second-opinion/imagined-kernel.ts';
import { evidenceOf } from '../second-opinion/evidence.ts';
import { BALANCE } from './balance.ts';
import { DIMMS } from './dimms.ts';
import type { Mutant } from './mutant.ts';
import { POLICIES } from './policies.ts';
import { WITHOUT_EFFECT } from './removing.ts';
import { ROWS } from './rows.ts';
import { WITNESSES } from './witnesses.ts';

const facts = ({ differences, title }: Finding): string[] => [...differences.map(({ fact }) => fact), title];

const cases = [
  ...ROWS.flatMap((row) => ('mutants' in row ? row.mutants.map((mutant): [string, string, string, Mutant] => [row.row, row.subject, mutant.what, mutant]) : [])),
  ...POLICIES.map((mutant): [string, string, string, Mutant] => ['beyond the table', 'a policy', mutant.what, mutant]),
  ...DIMMS.map((mutant): [string, string, string, Mutant] => ['beyond the table', 'a DIMM', mutant.what, mutant]),
  ...BALANCE.map((mutant): [string, string, string, Mutant] => ['beyond the table', 'what is taken is given back', mutant.what, mutant]),
  ...WITNESSES.map((mutant): [string, string, string, Mutant] => ['beyond the table', 'what else can be read', mutant.what, mutant]),
];

describe.each(cases)('%s, %s: %s', (_row, _subject, _what, { start, kernel, shows, operations, choose, reveals }) => {
  it('is found, with the fact that reveals it', () => {
    const { verdict, findings } = judge(evidenceOf(new kernel(start), operations, { baseline: shows?.(start), choose }));
    expect(verdict).not.toBe('pass');
    expect(findings.filter((finding) => finding.kind === reveals.kind).flatMap(facts)).toContainEqual(expect.stringMatching(reveals.fact));
  });

  it('is not found in a good kernel', () => {
    expect(judge(evidenceOf(new ImaginedKernel(start), operations, { choose }))).toMatchObject({ verdict: 'pass', findings: [] });
  });
});

it('says of every row what stands for it, or why nothing can', () => {
  expect(ROWS.map(({ row }) => row)).toEqual([
    'M1', 'M2', 'M3', 'M4', 'M5', 'M7', 'M8', 'M9', 'M10', 'M11', 'M13', 'M14', 'M15', 'M18', 'M20', 'M21', 'M22', 'M23', 'M25', 'M27', 'M29', 'M31', 'M33', 'M35', 'M41', 'M42',
  ]);
  for (const row of ROWS) expect('mutants' in row ? row.mutants.length : row.cannot.length).toBeGreaterThan(0);
});

it('takes a mutant for what it is: without altmaps the reference leak has no effect', () => {
  const { start, kernel, operations } = WITHOUT_EFFECT;
  expect(judge(evidenceOf(new kernel(start), operations)).verdict).toBe('pass');
});
