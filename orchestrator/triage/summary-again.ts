/** summary.json of a record that was judged again. */
import { SUMMARY_SCHEMA, type Summary, type SummaryRow } from '../archive/summary.ts';
import { exitStatus, runVerdict, type Counted } from '../judge/exit-status.ts';
import { RULES } from '../judge/rules.ts';
import { EXIT } from '../judge/verdict.ts';

/** @param rows as they are judged today, in the order of the recorded ones */
export function summaryAgain(recorded: Summary, rows: readonly SummaryRow[]): Summary {
  const scenarios = recorded.scenarios.map((before, place): SummaryRow => {
    const row = rows[place] ?? before;
    return { ...row, ...(before.from !== undefined && { from: before.from }), ...(isExpected(recorded, before) && row.verdict === 'unsupported' && { expected: true as const }) };
  });
  const counted = scenarios.map(({ verdict, findings, expected = false }): Counted => ({ verdict, findings, expectedUnsupported: expected }));
  const { exitStatus: then, notRun = [], ...rest } = recorded;
  const error = then === EXIT.defect || then === EXIT.usage ? then : undefined;
  const status = exitStatus(counted, { interrupted: then === EXIT.interrupted, error, notRun: notRun.length > 0 || (recorded.schema === 1 && then === EXIT.notRun) });
  return { ...rest, schema: SUMMARY_SCHEMA, rules: RULES, verdict: runVerdict(counted, error), exitStatus: status, scenarios, notRun };
}

/** Records of schema 1 do not say it of the row: where the run counted as passed, all that was unsupported was expected. */
const isExpected = ({ schema, exitStatus: status }: Summary, { verdict, expected }: SummaryRow): boolean =>
  expected === true || (schema === 1 && verdict === 'unsupported' && status === EXIT.ok);
