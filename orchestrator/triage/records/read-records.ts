/** Any number of records, as far as triage needs them. */
import type { Entry, RowKey } from '../entry.ts';
import { findRecords } from './find-records.ts';
import type { ReadRecords } from './records.ts';
import { readManySummaries } from './summaries.ts';
import { readUnfinished } from './unfinished.ts';

/** @param folders each a record, or the parent of records. Nothing is written, and no record stops the reading of the others. */
export async function readRecords(folders: readonly string[]): Promise<ReadRecords> {
  const { whole, unfinished, missing } = await findRecords(folders);
  const others = await readUnfinished(unfinished);
  const summaries = await readManySummaries(whole, others.runs.map(({ run }) => run));
  const known = new Set(summaries.runs.map(({ run }) => run));
  // A copy that was made before the run had ended knows less than the record.
  const killed = others.runs.filter(({ run }) => !known.has(run));
  const names = new Set(killed.map(({ run }) => run));
  return {
    runs: [...summaries.runs, ...killed].sort((one, other) => (one.run < other.run ? -1 : 1)),
    rows: join([...summaries.rows, ...others.rows.map(({ row, entries }) => ({ row, entries: entries.filter(({ run }) => names.has(run)) }))]),
    skipped: [...missing.map((path) => ({ path, reason: 'there is no such folder, or it may not be read' })), ...summaries.skipped, ...others.skipped],
  };
}

function join(rows: ReadRecords['rows']): ReadRecords['rows'] {
  const joined = new Map<string, { readonly row: RowKey; entries: readonly Entry[] }>();
  for (const { row, entries } of rows) {
    const key = JSON.stringify([row.name, row.machine, row.kernel, row.policy]);
    const before = joined.get(key);
    if (before) before.entries = [...before.entries, ...entries].sort((one, other) => (one.run < other.run ? -1 : one.run > other.run ? 1 : 0));
    else if (entries.length > 0) joined.set(key, { row, entries });
  }
  return [...joined.values()];
}
