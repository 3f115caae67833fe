/** What a summary's row says, as an entry of the row's history. */
import type { SummaryRow } from '../../archive/summary.ts';
import type { Entry } from '../entry.ts';

export const entryOf = (run: string, { kernelRelease, build, inputs, verdict, reason, expected, checkedOperations, findings }: SummaryRow): Entry =>
  ({ run, release: kernelRelease, build, inputs, verdict, reason, expected, checkedOperations, findings });

/** Of a row that was planned and not started. */
export const notRunEntry = (run: string, reason: string): Entry => ({ run, release: '', verdict: 'not-run', reason, checkedOperations: 0, findings: [] });
