/** The data of the page of history: rows and findings over runs, as triage tells them. */
import { itemId } from '../../archive/item-id.ts';
import type { Entry } from '../../triage/entry.ts';
import { STATUSES } from '../../triage/finding-history.ts';
import type { RowHistory } from '../../triage/row-history.ts';
import type { Triage, TriagedGroup } from '../../triage/triage.ts';
import type { HistoryFinding, HistoryPage, HistoryRun, Strip, StripCell, Trend } from './history-shape.ts';

export function historyPage(runs: readonly HistoryRun[], { rows, findings }: Pick<Triage, 'rows' | 'findings'>, trends: readonly Trend[]): HistoryPage {
  const places = new Map(runs.map(({ id }, place) => [id, place]));
  const cells = new Cells();
  const strips = rows.map((history) => stripOf(history, places, cells)).sort((one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status));
  return { kind: 'history', runs, strips, cells: cells.all, findings: findings.map(findingOf), trends };
}

const ORDER: readonly Strip['status'][] = [...STATUSES, 'unsupported', 'passing'];

function stripOf({ row, entries, status }: RowHistory, places: ReadonlyMap<string, number>, cells: Cells): Strip {
  const inRuns = Array<number>(places.size).fill(-1);
  for (const entry of entries) {
    const run = places.get(entry.run);
    if (run !== undefined) inRuns[run] = cells.place(cellOf(entry));
  }
  return { ...row, status, id: idOf(row), cells: inRuns };
}

const cellOf = ({ verdict, release, findings, reason }: Entry): StripCell => ({ verdict, release, why: findings[0]?.title ?? (verdict === 'pass' ? undefined : reason) });

/** Local to one page. */
class Cells {
  readonly all: StripCell[] = [];
  readonly #places = new Map<string, number>();

  place(cell: StripCell): number {
    const text = JSON.stringify(cell);
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.all.length);
    return this.all.push(cell) - 1;
  }
}

/** The name of a row has the attribute value in it, of which its id is made. */
function idOf({ name, machine, kernel, policy }: RowHistory['row']): string {
  const [, scenario = name, attribute] = /^(.*) memmap_on_memory=(.*)$/.exec(name) ?? [];
  return itemId({ scenario, attribute, machine, kernel, policy });
}

function findingOf({ fingerprint, finding, status, first, occurrences, changed }: TriagedGroup): HistoryFinding {
  const { kind, title } = finding;
  return {
    fingerprint, kind, title, status, seen: first.rate.seen, of: first.rate.of, rows: occurrences.length, since: first.firstBad.run,
    lastGood: first.lastGood?.release, firstBad: first.firstBad.release || first.row.kernel, firstGood: first.firstGood?.release, ...(changed && { changed }),
  };
}
