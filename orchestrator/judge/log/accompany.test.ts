import { describe, expect, it } from 'vitest';
import { conservationFinding, errnoFinding, logFinding, stateFinding } from '../findings.ts';
import { COMPANIONS, foldAccompanying } from './accompany.ts';
import { GOLDENS } from './fixtures/golden.ts';
import { reportsOf } from './fixtures/reports-of.ts';
import { HEADS } from './heads/heads.ts';
import type { LogReport } from './report.ts';

function report(file: string): LogReport {
  const [found] = GOLDENS.filter((golden) => golden.file === file).flatMap(({ lines }) => reportsOf(lines));
  if (!found) throw new Error(`no golden log ${file}`);
  return found;
}
const failedAdd = ['allocation-failure.7.3.log', 'warning.7.3.log', 'out-of-memory-deadlock.7.3.log'].map(report);
const notGivenBack = conservationFinding('bind fails with ENOMEM and does not give back what it took', 0, []);

describe('what the kernel prints of an add that runs out of memory', () => {
  it.each([notGivenBack, errnoFinding('bind', 0, ['OK'], 'ENOMEM'), stateFinding('bind', 0, [])])('is evidence of a finding about $kind', (finding) => {
    const { findings, reports } = foldAccompanying([finding], failedAdd);
    expect(reports).toEqual([]);
    expect(findings).toEqual([{ ...finding, log: failedAdd.flatMap(({ lines }) => lines) }]);
  });

  it('stands for itself without one', () => {
    expect(foldAccompanying([], failedAdd)).toEqual({ findings: [], reports: failedAdd });
    const other = logFinding(report('hung-task.7.3.log'));
    expect(foldAccompanying([other], failedAdd)).toEqual({ findings: [other], reports: failedAdd });
  });
});

it.each(['bad-page-state.6.12.43.log', 'altmap.7.3.log', 'page-fault-panic.7.3.log', 'refcount.7.3.log', 'panic.7.3.log'])('%s is never only evidence', (file) => {
  expect(foldAccompanying([notGivenBack], [report(file)]).reports).toHaveLength(1);
});

it('is told by the function that warns', () => {
  const elsewhere = { ...report('warning.7.3.log'), frames: ['remove_memory_block_devices'] };
  expect(foldAccompanying([notGivenBack], [elsewhere]).reports).toEqual([elsewhere]);
});

it('names heads that there are', () => {
  const names = HEADS.map(({ name }) => name);
  for (const { heads, because } of COMPANIONS) {
    expect(names).toEqual(expect.arrayContaining([...heads]));
    expect(because).toMatch(/\[\S+:\w+\]$/);
  }
});
