/** Records without a summary: the run was killed, or still goes on. What it had judged is in its events, and what it had planned. */
import { createReadStream } from 'node:fs';
import { rowName } from '../../archive/item-id.ts';
import { readJson } from '../../archive/json-file.ts';
import { recordFiles } from '../../archive/layout.ts';
import { linesOf } from '../../archive/lines.ts';
import { parseLine } from '../../archive/read-events.ts';
import { RUN_SCHEMA, runFileSchema } from '../../archive/run-file.ts';
import type { SummaryRow } from '../../archive/summary.ts';
import type { RowKey } from '../entry.ts';
import { entryOf, notRunEntry } from './entry-of.ts';
import type { ReadRecords } from './records.ts';
import { skippedAs } from './skipped.ts';

export async function readUnfinished(folders: readonly string[]): Promise<ReadRecords> {
  const all: ReadRecords[] = [];
  // One after the other: their events are large.
  for (const folder of folders) all.push(await readOne(folder));
  return { runs: all.flatMap(({ runs }) => runs), rows: all.flatMap(({ rows }) => rows), skipped: all.flatMap(({ skipped }) => skipped) };
}

async function readOne(folder: string): Promise<ReadRecords> {
  const files = recordFiles(folder);
  try {
    const { runId: run, asked } = await readJson(files.run, RUN_SCHEMA, runFileSchema);
    const { planned, judged } = await judgedIn(files.events);
    const rows = [...judged.values()].map((row) => ({ row: keyOf(row), entries: [entryOf(row.from ?? run, row)] }));
    const left = [...planned].filter(([item]) => !judged.has(item)).map(([, row]) => ({ row, entries: [notRunEntry(run, 'the run was killed, or still goes on')] }));
    return { runs: [{ run, suite: asked.suites.join('+'), folder, whole: false }], rows: [...rows, ...left], skipped: [] };
  } catch (error) {
    return { runs: [], rows: [], skipped: [skippedAs(folder, error)] };
  }
}

/** Observations make up nearly all of the file: only lines of these two types are read as JSON. */
const WANTED = /^\{"v":\d+,"t":[\d.]+,"type":"(?:run-started|item-judged)"/;

async function judgedIn(file: string): Promise<{ planned: ReadonlyMap<string, RowKey>; judged: ReadonlyMap<string, SummaryRow> }> {
  const planned = new Map<string, RowKey>();
  const judged = new Map<string, SummaryRow>();
  for await (const line of linesOf(createReadStream(file) as AsyncIterable<Buffer>)) {
    if (!line.whole || !WANTED.test(line.text)) continue;
    const event = parseLine(line, file);
    if (event.type === 'run-started') for (const { id, ...item } of event.items) planned.set(id, { name: rowName(item), machine: item.machine, kernel: item.kernel, policy: item.policy });
    if (event.type === 'item-judged' && event.item !== undefined) judged.set(event.item, event.from === undefined ? event.row : { ...event.row, from: event.from });
  }
  return { planned, judged };
}

const keyOf = ({ name, machine, kernel, policy }: SummaryRow): RowKey => ({ name, machine, kernel, policy });
