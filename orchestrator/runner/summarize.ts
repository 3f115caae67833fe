/** summary.json from the rows that came to a verdict. A planned row that was not run has none: it is absent, and the exit status says so. */
import { SUMMARY_SCHEMA, type Summary, type SummaryRow } from '../archive/summary.ts';
import type { PlannedItem, RunPlan } from '../config/run-plan.ts';
import { expectedUnsupported } from '../config/suite.ts';
import { exitStatus, runVerdict, type Counted } from '../judge/exit-status.ts';
import { RULES } from '../judge/rules.ts';

export function summarize(plan: RunPlan, runId: string, finished: ReadonlyMap<PlannedItem, SummaryRow>, interrupted: boolean): Summary {
  const counted = [...finished].map(([{ suite, item }, row]): Counted => ({
    verdict: row.verdict, findings: row.findings,
    expectedUnsupported: expectedUnsupported(suite, { ...item, release: row.kernelRelease === '' ? undefined : row.kernelRelease }) !== undefined,
  }));
  return {
    schema: SUMMARY_SCHEMA, runId, suite: plan.suite, rules: RULES, verdict: runVerdict(counted),
    exitStatus: exitStatus(counted, { interrupted, notRun: finished.size < plan.items.length }), scenarios: [...finished.values()],
  };
}
