/** summary.json of many records at once. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { dirname } from 'node:path';
import { z } from 'zod';
import { readSummary } from '../../archive/record-reader.ts';
import { SUMMARY_SCHEMA, summaryRowSchema, verdictSchema } from '../../archive/summary.ts';
import type { Entry, RowKey } from '../entry.ts';
import type { WholeRecord } from './find-records.ts';
import type { ReadRecords, ReadRun, SkippedRecord } from './records.ts';
import { skippedAs } from './skipped.ts';
import { FACTS, KEYS, MADE, readSummaries, RECORDS, SAID } from './summaries-query.ts';

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
  const read = records.filter(({ run }) => !refused.has(run));
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

const recordSchema = z.tuple([z.int(), z.string(), z.string(), z.string(), z.int(), z.int()]).transform(([id, file, run, suite, rules, copy]) => ({ id, file, run, suite, rules, copy }));
const keySchema = z.tuple([z.string(), z.string(), z.string(), z.string()]).transform(([name, machine, kernel, policy]): RowKey => ({ name, machine, kernel, policy }));
const text = z.string().nullable().transform((value) => value ?? undefined);
const madeSchema = z.tuple([z.string(), text, text]).transform(([release, build, inputs]) => ({ release, build, inputs }));
const findings = z.string().transform((json): unknown => JSON.parse(json)).pipe(summaryRowSchema.shape.findings);
const saidSchema = z.tuple([z.union([verdictSchema, z.literal('not-run')]), text, z.int(), findings, text])
  .transform(([verdict, reason, checkedOperations, found, from]) => ({ verdict, reason, checkedOperations, findings: found, from }))
  // What does not mean anything here is some file's fault, and that file is named.
  .optional().catch(undefined);

interface Facts {
  readonly rows: ReadRecords['rows'];
  /** Runs whose summary has words that mean nothing. */
  readonly refused: ReadonlySet<string>;
}

/** @param runs by the number of their record, from 1 */
async function factsOf(connection: DuckDBConnection, runs: readonly string[], besides: readonly string[]): Promise<Facts> {
  const rows = (await table(connection, KEYS, keySchema)).map((row) => ({ row, entries: [] as Entry[] }));
  const [made, said] = [await table(connection, MADE, madeSchema), await table(connection, SAID, saidSchema)];
  const refused = new Set<string>();
  const all = new Set([...runs, ...besides]);
  for (const chunk of await (await connection.run(FACTS)).fetchAllChunks()) {
    const [key, record, make, word] = [0, 1, 2, 3].map((column) => chunk.getColumnVector(column));
    const at = (vector: typeof key, place: number): number => Number(vector?.getItem(place));
    for (let place = 0; place < chunk.rowCount; place++) {
      const run = runs[at(record, place) - 1] ?? '';
      const [inputs, tells] = [made[at(make, place)], said[at(word, place)]];
      if (!inputs || !tells) refused.add(run);
      else rows[at(key, place)]?.entries.push(entry(tells.from !== undefined && all.has(tells.from) ? tells.from : run, inputs, tells));
    }
  }
  return { rows, refused };
}

type Made = z.output<typeof madeSchema>;
type Said = NonNullable<z.output<typeof saidSchema>>;

/** Written out: a million of them are made, and spreading takes four times as long. */
const entry = (run: string, { release, build, inputs }: Made, { verdict, reason, checkedOperations, findings: found }: Said): Entry =>
  ({ run, release, build, inputs, verdict, reason, checkedOperations, findings: found });

async function table<Value>(connection: DuckDBConnection, query: string, schema: z.ZodType<Value>): Promise<Value[]> {
  const reader = await connection.runAndReadAll(query);
  return reader.getRowsJS().map((row) => schema.parse(row));
}
