/** summary.json from the rows that came to a verdict. A planned row that was not run has none: it is listed apart, and the exit status says so. */
import { rowName } from '../archive/item-id.ts';
import { SUMMARY_SCHEMA, type Summary, type SummaryRow } from '../archive/summary.ts';
import type { PlannedItem, RunPlan } from '../config/run-plan.ts';
import { expectedUnsupported } from '../config/suite.ts';
import { exitStatus, runVerdict, type Counted } from '../judge/exit-status.ts';
import { RULES } from '../judge/rules.ts';
import type { ExitStatus } from '../judge/verdict.ts';

/** How a run ended: of itself, or before its rows were done. */
export interface EndOfRun {
  readonly interrupted: boolean;
  /** What ended it, a defect of daxlab for instance. */
  readonly error?: { readonly status: ExitStatus; readonly reason: string } | undefined;
}

export function summarize(plan: RunPlan, runId: string, finished: ReadonlyMap<PlannedItem, SummaryRow>, { interrupted, error }: EndOfRun): Summary {
  const scenarios = [...finished].map(([planned, row]): SummaryRow => (isExpected(planned, row) ? { ...row, expected: true } : row));
  const counted = scenarios.map(({ verdict, findings, expected = false }): Counted => ({ verdict, findings, expectedUnsupported: expected }));
  const why = interrupted ? 'the run was interrupted' : error?.reason ?? 'the budget was used up';
  return {
    schema: SUMMARY_SCHEMA, runId, suite: plan.suite, rules: RULES, verdict: runVerdict(counted, error?.status),
    exitStatus: exitStatus(counted, { interrupted, error: error?.status, notRun: finished.size < plan.items.length }), scenarios,
    notRun: plan.items.filter((planned) => !finished.has(planned)).map(({ item }) => ({
      name: rowName(item), machine: item.machine, kernel: item.kernel, policy: item.policy, reason: why,
    })),
  };
}

const isExpected = ({ suite, item }: PlannedItem, { verdict, kernelRelease }: SummaryRow): boolean =>
  verdict === 'unsupported' && expectedUnsupported(suite, { ...item, release: kernelRelease === '' ? undefined : kernelRelease }) !== undefined;
