/** The page of history, made of several records. */
import type { Summary } from '../archive/summary.ts';
import { rowName } from '../archive/item-id.ts';
import { fillTemplate } from './fill-template.ts';
import { historyPage } from './page-data/history-page.ts';
import { MemoryTrends } from './page-data/memory-trend.ts';
import type { Trend } from './page-data/shape.ts';
import { rowHistories, type Told } from './read-history.ts';

/** Events are read for the plots only, of as many runs: a night has 50 MB of them. */
const MOST_TRENDS = 20;
/** Five times bind, online, offline and unbind. */
const FEWEST_OPERATIONS = 20;

/** @param pageOf address of a run's own page, as the page of history will have it */
export async function historyHtml(template: string, records: readonly Told[], pageOf: (record: Told) => string): Promise<string> {
  const runs = records.map((record) => ({ id: record.run.runId, startedAt: record.run.startedAt, suite: record.summary.suite, page: pageOf(record) }));
  const cycled = [...records.entries()].filter(([, { summary }]) => mayHaveCycles(summary)).slice(-MOST_TRENDS);
  const trends: Trend[] = [];
  for (const [place, record] of cycled) trends.push(...(await trendsOf(record, place)));
  return fillTemplate(template, historyPage(runs, rowHistories(records), trends));
}

const mayHaveCycles = ({ scenarios }: Summary): boolean => scenarios.some(({ name, checkedOperations }) => name.includes('cycles') && checkedOperations >= FEWEST_OPERATIONS);

/** What there is of a record that cannot be read to its end. */
async function trendsOf(record: Told, run: number): Promise<readonly Trend[]> {
  const cycles = new MemoryTrends();
  const rows = new Map<string, Pick<Trend, 'row' | 'kernel'>>();
  try {
    for await (const event of record.events(() => undefined)) {
      if (event.type === 'run-started') for (const { id, ...key } of event.items) rows.set(id, { row: `${rowName(key)} on ${key.machine}`, kernel: key.kernel });
      cycles.take(event);
    }
  } catch (error) {
    if (!(error instanceof Error && error.name === 'RecordReadError')) throw error;
  }
  return [...cycles.trends()].flatMap(([item, trend]) => {
    const row = rows.get(item);
    return row ? [{ ...row, run, ...trend }] : [];
  });
}
