import { describe, expect, it } from 'vitest';
import { withReports } from './findings.ts';
import { GOLDENS } from './log/fixtures/golden.ts';
import { reportsOf } from './log/fixtures/reports-of.ts';
import { mayMatch } from './log/matching.ts';

const lines = GOLDENS.find(({ file }) => file === 'bad-page-state.6.12.43.log')?.lines ?? [];

describe('what the kernel reports', () => {
  it('is one finding however often it says it, with the first line of each time', () => {
    const findings = withReports([], reportsOf(Array.from({ length: 60 }, () => lines).flat()));
    expect(findings).toMatchObject([{ kind: 'log', title: 'BUG: Bad page state in remove_pagetable', operation: -1 }]);
    expect(findings[0]?.log.filter((line) => line.includes('BUG: Bad page state in process'))).toHaveLength(60);
  });

  it('is one finding each where it was cut: nothing tells that they are the same', () => {
    const cut = lines.slice(0, 20);
    const findings = [...withReports(withReports([], reportsOf(cut)), reportsOf(cut))];
    expect(findings.map(mayMatch)).toEqual([false, false]);
  });
});
