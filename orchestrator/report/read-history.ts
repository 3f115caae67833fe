/** Rows over the records of several runs, from their summaries alone. */
import { basename, dirname, join } from 'node:path';
import { runIds } from '../archive/find-run.ts';
import { openRecord, type RunRecord } from '../archive/record-reader.ts';
import type { Summary, SummaryRow } from '../archive/summary.ts';
import type { Entry, RowKey } from '../triage/entry.ts';
import { rowHistory, type RowHistory } from '../triage/row-history.ts';

/** A record that has a summary: one of a killed run tells no history. */
export type Told = RunRecord & { readonly summary: Summary };

/** The newest of a results folder, oldest first; such as a newer daxlab wrote are left out. */
export async function readRecords(results: string, most: number): Promise<readonly Told[]> {
  const ids = (await runIds(results)).slice(0, most).reverse();
  const records = await Promise.all(ids.map((id) => openRecord(join(results, id)).catch(() => undefined)));
  return records.filter((record): record is Told => record?.summary !== undefined);
}

export function rowHistories(records: readonly Told[]): readonly RowHistory[] {
  const rows = new Map<string, { readonly row: RowKey; readonly entries: Entry[] }>();
  for (const { summary } of records) {
    for (const judged of summary.scenarios) {
      const { name, machine, kernel, policy } = judged;
      const key = [name, machine, kernel, policy].join('\n');
      const before = rows.get(key) ?? { row: { name, machine, kernel, policy }, entries: [] };
      rows.set(key, before);
      before.entries.push(entryOf(summary.runId, judged));
    }
  }
  return [...rows.values()].map(({ row, entries }) => rowHistory(row, entries));
}

const entryOf = (run: string, { kernelRelease: release, verdict, reason, checkedOperations, findings }: SummaryRow): Entry => ({ run, release, verdict, reason, checkedOperations, findings });

/** Runs that lie beside one and count for what is new in it. */
const BESIDE = 200;

/** Rows over the runs up to that in `folder`, which has to have its summary; none where it is the only one, for then everything would be new. */
export async function historiesUpTo(folder: string): Promise<readonly RowHistory[] | undefined> {
  const records = (await readRecords(dirname(folder), BESIDE)).filter(({ run }) => run.runId <= basename(folder));
  return records.length > 1 ? rowHistories(records) : undefined;
}
