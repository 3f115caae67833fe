import { expect, it } from 'vitest';
import { CYCLE } from './fixtures/sample.ts';
import { summaryRow } from './summary-row.ts';
import { summaryRowSchema } from './summary.ts';

const FINDING = { kind: 'state' as const, title: 't', fingerprint: 'f', operation: 2, differences: [], log: ['a line'] };

it('has the row under its name, and of findings what a summary has', () => {
  const row = summaryRow(CYCLE, { kernelRelease: '6.12.43', attempts: 2, judgement: { verdict: 'model-mismatch', findings: [FINDING], checkedOperations: 3 }, isKnown: ({ fingerprint }) => fingerprint === 'f' });
  expect(row).toEqual({
    name: 'cycle memmap_on_memory=1', machine: 'cxl', kernel: 'debian:6.12', kernelRelease: '6.12.43', policy: 'default', verdict: 'model-mismatch', attempts: 2, checkedOperations: 3,
    findings: [{ kind: 'state', title: 't', fingerprint: 'f', operation: 2, known: true }],
  });
  expect(summaryRowSchema.parse(row)).toEqual(row);
});
