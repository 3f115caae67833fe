/** summary.json of many records at once. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { dirname } from 'node:path';
import { z } from 'zod';
import { readSummary } from '../../archive/record-reader.ts';
import { notRunSchema, SUMMARY_SCHEMA, summaryRowSchema } from '../../archive/summary.ts';
import type { Entry, RowKey } from '../entry.ts';
import { entryOf, notRunEntry } from './entry-of.ts';
import type { WholeRecord } from './find-records.ts';
import type { ReadRecords, ReadRun, SkippedRecord } from './records.ts';
import { skippedAs } from './skipped.ts';
import { FACTS, MARKS, readSummaries, RECORDS, TEXTS } from './summaries-query.ts';

/**
 * Of folders that have one. What cannot be read is named with the reason.
 * @param others runs that are read besides. A row that was taken over from a run is told by that run where it is read at all.
 */
export async function readManySummaries(found: readonly WholeRecord[], others: readonly string[] = []): Promise<ReadRecords> {
  if (found.length === 0) return { runs: [], rows: [], skipped: [] };
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    for (const statement of readSummaries(found.map(({ summary }) => summary), SUMMARY_SCHEMA)) await connection.run(statement);
    return await told(connection, found, others);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function told(connection: DuckDBConnection, found: readonly WholeRecord[], besides: readonly string[]): Promise<ReadRecords> {
  const records = await table(connection, RECORDS, recordSchema);
  const { rows, refused } = await factsOf(connection, records.map(({ run }) => run), besides);
  const read = records.filter(({ run, told }) => told && !refused.has(run));
  const files = new Set(read.map(({ file }) => file));
  const others = await Promise.all(found.filter(({ summary }) => !files.has(summary)).map(({ folder }) => readAlone(folder)));
  return {
    runs: [...read.filter(({ copy }) => copy === 1).map(({ file, run, suite, rules }): ReadRun => ({ run, suite, rules, folder: dirname(file), whole: true })), ...others.filter((one) => 'run' in one)],
    rows: refused.size === 0 ? rows : rows.map(({ row, entries }) => ({ row, entries: entries.filter(({ run }) => !refused.has(run)) })),
    skipped: others.filter((one) => 'reason' in one),
  };
}

/** One that gave no rows: a run that was interrupted before its first, or something that is no summary; the schema says what. */
async function readAlone(folder: string): Promise<ReadRun | SkippedRecord> {
  try {
    const summary = await readSummary(folder);
    if (!summary) return { path: folder, reason: 'its summary.json is gone' };
    const { runId: run, suite, rules, scenarios, notRun = [] } = summary;
    return scenarios.length + notRun.length === 0 ? { run, suite, rules, folder, whole: true } : { path: folder, reason: 'its summary.json cannot be read as it should' };
  } catch (error) {
    return skippedAs(folder, error);
  }
}

const recordSchema = z.tuple([z.string(), z.string(), z.string(), z.int(), z.int(), z.boolean()]).transform(([file, run, suite, rules, copy, told]) => ({ file, run, suite, rules, copy, told }));
const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'no JSON' });
    return z.NEVER;
  }
});
const ranSchema = z.tuple([json.pipe(summaryRowSchema), z.literal(false)]).transform(([row]) => ({ row, from: row.from, entry: entryOf('', row) }));
const unstartedSchema = z.tuple([json.pipe(notRunSchema), z.literal(true)]).transform(([row]) => ({ row, from: undefined, entry: notRunEntry('', row.reason) }));
/** What does not mean anything here is some file's fault, and that file is named. */
const textSchema = z.union([ranSchema, unstartedSchema]).optional().catch(undefined);

/** Of a third of a million, one schema for all: one for each takes half a second. */
const marksSchema = z.array(z.string().nullable());

interface Facts {
  readonly rows: ReadRecords['rows'];
  /** Runs whose summary has a row that means nothing. */
  readonly refused: ReadonlySet<string>;
}

/** @param runs by the number of their record */
async function factsOf(connection: DuckDBConnection, runs: readonly string[], besides: readonly string[]): Promise<Facts> {
  const rows = new Map<string, { readonly row: RowKey; readonly entries: Entry[] }>();
  const texts = (await table(connection, TEXTS, textSchema)).map((text) => text && { ...text, entries: entriesOf(rows, text.row) });
  const marks = marksSchema.parse((await connection.runAndReadAll(MARKS)).getColumnsJS()[0] ?? []);
  const refused = new Set<string>();
  const all = new Set([...runs, ...besides]);
  for (const chunk of await (await connection.run(FACTS)).fetchAllChunks()) {
    const [text, record, mark] = [chunk.getColumnVector(0), chunk.getColumnVector(1), chunk.getColumnVector(2)];
    for (let place = 0, count = chunk.rowCount; place < count; place++) {
      const run = runs[Number(record.getItem(place))] ?? '';
      const told = texts[Number(text.getItem(place))];
      const inputs = marks[Number(mark.getItem(place))] ?? undefined;
      if (told && inputs !== undefined) told.entries.push(inRun(told.from !== undefined && all.has(told.from) ? told.from : run, inputs === '' ? undefined : inputs, told.entry));
      else refused.add(run);
    }
  }
  return { rows: [...rows.values()], refused };
}

function entriesOf(rows: Map<string, { readonly row: RowKey; readonly entries: Entry[] }>, { name, machine, kernel, policy }: RowKey): Entry[] {
  const key = JSON.stringify([name, machine, kernel, policy]);
  const known = rows.get(key) ?? { row: { name, machine, kernel, policy }, entries: [] };
  rows.set(key, known);
  return known.entries;
}

/** Written out: a million of them are made, and spreading takes four times as long. */
const inRun = (run: string, inputs: string | undefined, { release, build, verdict, reason, expected, checkedOperations, findings }: Entry): Entry =>
  ({ run, release, build, inputs, verdict, reason, expected, checkedOperations, findings });

async function table<Value>(connection: DuckDBConnection, query: string, schema: z.ZodType<Value>): Promise<Value[]> {
  const reader = await connection.runAndReadAll(query);
  return reader.getRowsJS().map((row) => schema.parse(row));
}
