/** What the runs beside one say of its rows and findings: what is new in it, and what is not. */
import { basename, dirname } from 'node:path';
import { triage, type IsKnown, type Triage } from '../triage/triage.ts';
import { readRecords } from '../triage/records/read-records.ts';

/** Over the runs up to that in `folder`, which has to have its summary; nothing where it is the only one, for then everything would be new. */
export type RunsBefore = (folder: string) => Promise<Triage | undefined>;

/** @param known by the list as it is today, which is read when it is needed. What is said of a record is kept: several reports ask for it. */
export function runsBefore(known: () => Promise<IsKnown>): RunsBefore {
  const told = new Map<string, ReturnType<RunsBefore>>();
  return (folder) => {
    const answer = told.get(folder) ?? upTo(folder, known);
    told.set(folder, answer);
    return answer;
  };
}

async function upTo(folder: string, known: () => Promise<IsKnown>): ReturnType<RunsBefore> {
  const { runs, rows, skipped } = await readRecords([dirname(folder)]);
  const before = runs.filter(({ run }) => run <= basename(folder));
  if (before.length < 2) return undefined;
  const counted = new Set(before.map(({ run }) => run));
  const left = rows.map(({ row, entries }) => ({ row, entries: entries.filter(({ run }) => counted.has(run)) })).filter(({ entries }) => entries.length > 0);
  return triage({ runs: before, rows: left, skipped }, { isKnown: await known(), planted: true });
}
