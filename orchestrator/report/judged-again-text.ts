/** What today's rules say otherwise of a record, for people. */
import type { SummaryRow } from '../archive/summary.ts';
import type { JudgedAgain } from '../triage/judge-again.ts';
import { printable } from './printable.ts';

export interface JudgedRecord {
  readonly runId: string;
  readonly rows: number;
  readonly changed: readonly JudgedAgain[];
  /** Version of the rules that judged it; absent where the run was killed. */
  readonly recorded?: number | undefined;
  readonly today: number;
}

export function judgedAgainText({ runId, rows, changed, recorded, today }: JudgedRecord): string {
  const rules = `judged by rules ${recorded ?? 'of a run that was killed'}, again by rules ${today}`;
  const outcome = changed.length === 0 ? `nothing changes in ${rows} rows` : `${changed.length} of ${rows} rows change`;
  return [...changed.flatMap(changeLines), `run ${runId}: ${rules}: ${outcome}`].map((line) => `${line}\n`).join('');
}

function changeLines({ recorded, today }: JudgedAgain): string[] {
  const [before, after] = [recorded, today].map((row) => new Map(row.findings.map((finding) => [finding.fingerprint, finding])));
  const only = (one: typeof before, other: typeof before): string[] => [...(one?.values() ?? [])].filter(({ fingerprint }) => !other?.has(fingerprint)).map(({ kind, title }) => `${kind}: ${printable(title)}`);
  return [
    `${today.name}  ${today.machine}  ${today.kernel}  ${today.policy}: ${outcomeOf(recorded)} -> ${outcomeOf(today)}`,
    ...only(before, after).map((finding) => `    no longer  ${finding}`), ...only(after, before).map((finding) => `    now        ${finding}`),
    ...(recorded.reason === today.reason ? [] : [`    reason     ${reasonOf(recorded)} -> ${reasonOf(today)}`]),
    '',
  ];
}

const outcomeOf = ({ verdict, checkedOperations }: SummaryRow): string => `${verdict} (${checkedOperations} operations checked)`;
const reasonOf = ({ reason = 'none' }: SummaryRow): string => printable(reason).split('\n')[0] ?? '';
