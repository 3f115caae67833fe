/** What the runs beside one say of its rows: what is new in it, and what is not. */
import { basename, dirname } from 'node:path';
import { triage } from '../triage/triage.ts';
import { readRecords } from '../triage/records/read-records.ts';
import type { RowHistory } from '../triage/row-history.ts';

/** Rows over the runs up to that in `folder`, which has to have its summary; nothing where it is the only one, for then everything would be new. */
export async function historiesUpTo(folder: string): Promise<readonly RowHistory[] | undefined> {
  const { runs, rows, skipped } = await readRecords([dirname(folder)]);
  const before = runs.filter(({ run }) => run <= basename(folder));
  if (before.length < 2) return undefined;
  const counted = new Set(before.map(({ run }) => run));
  const left = rows.map(({ row, entries }) => ({ row, entries: entries.filter(({ run }) => counted.has(run)) })).filter(({ entries }) => entries.length > 0);
  return (await triage({ runs: before, rows: left, skipped })).rows;
}
