/** A row of summary.json from what its attempts come to: of a run that goes on, and of a record that is judged again. */
import type { Finding, Judgement } from '../judge/verdict.ts';
import { rowName, type ItemKey } from './item-id.ts';
import type { SummaryRow } from './summary.ts';

export interface RowOutcome {
  /** uname -r; empty where no guest came far enough to tell. */
  readonly kernelRelease: string;
  readonly attempts: number;
  /** Over all attempts. */
  readonly judgement: Judgement;
  /** Of its operations, in words. */
  readonly faults?: readonly string[] | undefined;
  readonly isKnown: (finding: Pick<Finding, 'fingerprint'>) => boolean;
}

export function summaryRow(item: ItemKey, { kernelRelease, attempts, judgement: { verdict, reason, findings, checkedOperations }, faults = [], isKnown }: RowOutcome): SummaryRow {
  return {
    name: rowName(item), machine: item.machine, kernel: item.kernel, kernelRelease, policy: item.policy, verdict, attempts, checkedOperations,
    ...(reason === undefined ? {} : { reason }),
    ...(faults.length === 0 ? {} : { fault: [...new Set(faults)].join('; ') }),
    findings: findings.map(({ kind, title, fingerprint, operation }) => ({ kind, title, fingerprint, operation, known: isKnown({ fingerprint }) })),
  };
}
