import { expect, it } from 'vitest';
import { GOLDENS } from './fixtures/golden.ts';
import { reportsOf } from './fixtures/reports-of.ts';
import { fingerprintOf, mayMatch } from './matching.ts';

it('is by fingerprint where a report is whole, and never where it is not', () => {
  for (const { lines, whole } of GOLDENS) for (const report of reportsOf(lines)) {
    expect(mayMatch({ fingerprint: fingerprintOf(report) })).toBe(whole);
    if (whole) expect(fingerprintOf(report)).toBe(report.fingerprint);
  }
});
