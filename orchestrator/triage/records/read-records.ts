/** Any number of records, as far as triage needs them. */
import type { Entry, RowKey } from '../entry.ts';
import { findRecords } from './find-records.ts';
import { readManySummaries } from './summaries.ts';
import { readUnfinished } from './unfinished.ts';

export interface ReadRun {
  readonly run: string;
  readonly suite: string;
  /** Version of the rules that judged it, absent where it has no summary. */
  readonly rules?: number | undefined;
  /** Where the record lies; of several copies, one. */
  readonly folder: string;
  /** Whether it came to its end and has a summary. */
  readonly whole: boolean;
}

export interface SkippedRecord {
  readonly path: string;
  readonly reason: string;
}

export interface ReadRecords {
  /** Oldest first. */
  readonly runs: readonly ReadRun[];
  /** Rows over runs; the entries of one row are oldest first. */
  readonly rows: readonly { readonly row: RowKey; readonly entries: readonly Entry[] }[];
  /** What cannot be read: cut, damaged, of a newer daxlab, or of something else. */
  readonly skipped: readonly SkippedRecord[];
}

/** @param folders each a record, or the parent of records. Nothing is written, and no record stops the reading of the others. */
export async function readRecords(folders: readonly string[]): Promise<ReadRecords> {
  const { whole, unfinished, missing } = await findRecords(folders);
  const summaries = await readManySummaries(whole);
  const known = new Set(summaries.runs.map(({ run }) => run));
  const others = await readUnfinished(unfinished);
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
