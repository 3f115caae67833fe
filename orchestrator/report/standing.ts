/** What has become of a finding over runs, in words. */
import type { FindingGroup, Occurrence } from '../triage/finding-group.ts';
import type { Status } from '../triage/finding-history.ts';
import type { RowKey } from '../triage/entry.ts';
import type { RowHistory } from '../triage/row-history.ts';
import type { Triage } from '../triage/triage.ts';

export const STATUS_WORDS: Readonly<Record<Status, string>> = { new: 'new', 'still-failing': 'still failing', flaky: 'flaky', 'not-run': 'not run', known: 'known', fixed: 'fixed' };

/** `flaky: seen in 2 of 5 runs`, `still failing since run 20260101-… on 6.12.43`. */
export function standing({ status, rate, firstBad }: Pick<Occurrence, 'status' | 'rate' | 'firstBad'>): string {
  if (status === 'flaky') return `flaky: seen in ${rate.seen} of ${rate.of} runs`;
  if (status === 'still-failing') return `still failing since run ${firstBad.run}${firstBad.release === '' ? '' : ` on ${firstBad.release}`}`;
  return STATUS_WORDS[status];
}

/** Of a finding over all rows, by the row that says most. */
export const groupStanding = ({ status, first }: FindingGroup): string => standing({ ...first, status });

/** Rows by what tells them apart, and findings by their fingerprints; both empty without runs before. */
export class Histories {
  readonly #rows: ReadonlyMap<string, RowHistory>;
  readonly groups: ReadonlyMap<string, Triage['findings'][number]>;

  constructor(told: Pick<Triage, 'rows' | 'findings'> | undefined) {
    this.#rows = new Map(told?.rows.map((row) => [keyOf(row.row), row]));
    this.groups = new Map(told?.findings.map((group) => [group.fingerprint, group]));
  }

  row(key: RowKey): RowHistory | undefined {
    return this.#rows.get(keyOf(key));
  }

  finding(key: RowKey, fingerprint: string): RowHistory['findings'][number] | undefined {
    return this.row(key)?.findings.find(({ finding }) => finding.fingerprint === fingerprint);
  }
}

const keyOf = ({ name, machine, kernel, policy }: RowKey): string => JSON.stringify([name, machine, kernel, policy]);
