/** The page of history, made of any number of records. */
import { rowName } from '../archive/item-id.ts';
import { RecordReadError } from '../archive/record-error.ts';
import { openRecord, type RunRecord } from '../archive/record-reader.ts';
import type { Summary } from '../archive/summary.ts';
import { readRecords } from '../triage/records/read-records.ts';
import { triage, type IsKnown } from '../triage/triage.ts';
import { fillTemplate } from './fill-template.ts';
import { historyPage } from './page-data/history-page.ts';
import { FEWEST_OPERATIONS, MemoryTrends } from './page-data/memory-trend.ts';
import type { Trend } from './page-data/history-shape.ts';

/** Strips of more runs would not fit a screen; what triage tells is of all. */
const MOST_RUNS = 200;
/** Events are read for the plots only, of as many runs that have something to plot, and of no more runs than that: a night has 50 MB of them. */
const MOST_PLOTTED = 20;
const MOST_READ = 40;

export interface HistoryOptions {
  /** Address of the page of the run in a folder, as the page of history will have it. */
  readonly pageOf: (folder: string) => string;
  /** By the list as it is today. */
  readonly isKnown: IsKnown;
}

/** @param folders each a record, or the parent of records */
export async function historyHtml(template: string, folders: readonly string[], { pageOf, isKnown }: HistoryOptions): Promise<string> {
  const told = await triage(await readRecords(folders), { isKnown });
  const records = await Promise.all(told.runs.filter(({ whole }) => whole).slice(-MOST_RUNS).map(({ folder }) => openRecord(folder)));
  const runs = records.map(({ run, summary, folder }) => ({ id: run.runId, startedAt: run.startedAt, suite: summary?.suite ?? '', page: pageOf(folder) }));
  return fillTemplate(template, historyPage(runs, told, await newestTrends(records)));
}

/** Oldest run first. */
async function newestTrends(records: readonly RunRecord[]): Promise<readonly Trend[]> {
  const plotted: (readonly Trend[])[] = [];
  const candidates = [...records.entries()].filter(([, { summary }]) => mayHaveTrends(summary)).slice(-MOST_READ);
  for (const [place, record] of candidates.reverse()) {
    const trends = await trendsOf(record, place);
    if (trends.length > 0) plotted.unshift(trends);
    if (plotted.length === MOST_PLOTTED) break;
  }
  return plotted.flat();
}

/** A summary does not tell how often everything was removed; the events do. */
const mayHaveTrends = (summary: Summary | undefined): boolean => summary?.scenarios.some(({ checkedOperations }) => checkedOperations >= FEWEST_OPERATIONS) ?? false;

/** What there is of a record that cannot be read to its end, such as one of an older daxlab. */
async function trendsOf(record: RunRecord, run: number): Promise<readonly Trend[]> {
  const cycles = new MemoryTrends();
  const rows = new Map<string, Pick<Trend, 'row' | 'kernel'>>();
  try {
    for await (const event of record.events(() => undefined)) {
      if (event.type === 'run-started') for (const { id, ...key } of event.items) rows.set(id, { row: `${rowName(key)} on ${key.machine}`, kernel: key.kernel });
      cycles.take(event);
    }
  } catch (error) {
    if (!(error instanceof RecordReadError)) throw error;
  }
  return [...cycles.trends()].flatMap(([item, trend]) => {
    const row = rows.get(item);
    return row ? [{ ...row, run, ...trend }] : [];
  });
}
