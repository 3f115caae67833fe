/** The history of one row of the matrix, and what it comes to today. */
import type { Entry, RowKey } from './entry.ts';
import { findingHistories, STATUSES, type FindingHistory, type Since, type Status } from './finding-history.ts';

export interface RowHistory {
  readonly row: RowKey;
  /** Oldest first, one for each run that planned the row. */
  readonly entries: readonly Entry[];
  /** Every finding that the row ever had, worst first. */
  readonly findings: readonly FindingHistory[];
  /** The worst of its findings'; without an open one `passing`, or `not-run` where the newest entry says nothing. */
  readonly status: Status | 'passing';
}

/** @param entries those of one run are one: a row that was taken over from another run (`run --resume`) is told by the run that ran it */
export function rowHistory(row: RowKey, entries: readonly Entry[], times: Since = {}): RowHistory {
  const inTime = oldestFirst(entries);
  const findings = [...findingHistories(inTime, times)].sort((one, other) => STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status));
  const worst = findings.map(({ status }) => status).find((status) => status !== 'fixed');
  return { row, entries: inTime, findings, status: worst ?? (inTime.at(-1)?.verdict === 'pass' ? 'passing' : 'not-run') };
}

/** Most often they are that already, and a million of them are looked at. */
function oldestFirst(entries: readonly Entry[]): readonly Entry[] {
  if (entries.every(({ run }, place) => place === 0 || run > (entries[place - 1]?.run ?? ''))) return entries;
  return [...new Map(entries.map((entry) => [entry.run, entry])).values()].sort((one, other) => (one.run < other.run ? -1 : 1));
}
