/** The history of one row of the matrix, and what it comes to today. */
import type { Entry, RowKey } from './entry.ts';
import { silence } from './evidence.ts';
import { findingHistories, notPlanned, STATUSES, type FindingHistory, type Since, type Status } from './finding-history.ts';

export interface RowHistory {
  readonly row: RowKey;
  /** Oldest first, one for each run that planned the row. */
  readonly entries: readonly Entry[];
  /** Every finding that the row ever had, worst first. */
  readonly findings: readonly FindingHistory[];
  readonly status: RowStatus;
  /** Of one that is `not-run`: why. */
  readonly why?: string | undefined;
}

/** The worst of its findings'. Without an open one `passing`, `unsupported` where that is expected, or `not-run` where its newest run says nothing or is not of today. */
export type RowStatus = Status | 'passing' | 'unsupported';

/** @param entries those of one run are one: a row that was taken over from another run (`run --resume`) is told by the run that ran it */
export function rowHistory(row: RowKey, entries: readonly Entry[], times: Since = {}): RowHistory {
  const inTime = oldestFirst(entries);
  const findings = [...findingHistories(inTime, times)].sort((one, other) => STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status));
  const worst = findings.find(({ status }) => status !== 'fixed');
  return { row, entries: inTime, findings, ...(worst ? { status: worst.status, ...(worst.why !== undefined && { why: worst.why }) } : withoutFinding(inTime.at(-1), times)) };
}

function withoutFinding(newest: Entry | undefined, { today = '' }: Since): Pick<RowHistory, 'status' | 'why'> {
  if (!newest) return { status: 'not-run' };
  if (newest.run < today) return { status: 'not-run', why: notPlanned(newest) };
  if (newest.verdict === 'pass') return { status: 'passing' };
  return newest.expected ? { status: 'unsupported' } : { status: 'not-run', why: silence(newest) };
}

/** Most often they are that already, and a million of them are looked at. */
function oldestFirst(entries: readonly Entry[]): readonly Entry[] {
  if (entries.every(({ run }, place) => place === 0 || run > (entries[place - 1]?.run ?? ''))) return entries;
  return [...new Map(entries.map((entry) => [entry.run, entry])).values()].sort((one, other) => (one.run < other.run ? -1 : 1));
}
