/** The triage as a value for programs: everything but the entries of rows that pass. */
import type { Entry, RowKey } from './entry.ts';
import type { FindingHistory } from './finding-history.ts';
import type { Triage } from './triage.ts';

/** To be raised when a key changes its meaning or goes. 2: newestBad is the newest by time; the last by kernel is lastBad. */
export const TRIAGE_SCHEMA = 2;

export function triageValue({ runs, planted, rows, findings, skipped }: Triage): unknown {
  return {
    schema: TRIAGE_SCHEMA,
    findings: findings.map(({ fingerprint, finding: { kind, title }, status, first, occurrences, seenOn, goneFrom, changed }) => ({
      fingerprint, kind, title, status, since: sight(status === 'fixed' ? first.firstGood : first.firstBad), seenOn, goneFrom, ...(changed && { changed }),
      rows: occurrences.map((one) => ({ ...keyOf(one.row), ...told(one) })),
    })),
    rows: rows.map(({ row, entries, status, why }) => ({ ...keyOf(row), status, why, runs: entries.length, newest: { ...sight(entries.at(-1)), verdict: entries.at(-1)?.verdict } })),
    runs: runs.map(runOf),
    planted: planted.map(runOf),
    skipped,
  };
}

const runOf = ({ run, suite, rules, folder, whole }: Triage['runs'][number]): object => ({ run, suite, rules, folder, whole });
const keyOf = ({ name, machine, kernel, policy }: RowKey): RowKey => ({ name, machine, kernel, policy });

const told = ({ status, was, why, rate, lastGood, firstBad, lastBad, newestBad, firstGood, earlier }: FindingHistory): object =>
  ({ status, was, why, ...rate, cameBack: earlier !== undefined, lastGood: sight(lastGood), firstBad: sight(firstBad), lastBad: sight(lastBad), newestBad: sight(newestBad), firstGood: sight(firstGood) });

const sight = (entry: Entry | undefined): object | undefined => entry && { run: entry.run, kernelRelease: entry.release };
