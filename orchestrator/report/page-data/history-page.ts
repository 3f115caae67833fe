/** The data of the page of history: rows and findings over runs, as triage tells them. */
import { itemId } from '../../archive/item-id.ts';
import type { Entry } from '../../triage/entry.ts';
import { STATUSES } from '../../triage/finding-history.ts';
import type { RowHistory } from '../../triage/row-history.ts';
import type { Triage, TriagedGroup } from '../../triage/triage.ts';
import type { HistoryFinding, HistoryPage, HistoryRun, Strip, StripCell, Trend } from './shape.ts';

export function historyPage(runs: readonly HistoryRun[], { rows, findings }: Pick<Triage, 'rows' | 'findings'>, trends: readonly Trend[]): HistoryPage {
  const places = new Map(runs.map(({ id }, place) => [id, place]));
  const strips = rows.map((history) => stripOf(history, places)).sort((one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status));
  return { kind: 'history', runs, strips, findings: findings.map(findingOf), trends };
}

const ORDER: readonly Strip['status'][] = [...STATUSES, 'passing'];

function stripOf({ row, entries, status }: RowHistory, places: ReadonlyMap<string, number>): Strip {
  const id = idOf(row);
  // The page has one word for what says nothing.
  return { ...row, status: status === 'unsupported' ? 'not-run' : status, cells: entries.flatMap((entry) => { const run = places.get(entry.run); return run === undefined ? [] : [cellOf(entry, run, id)]; }) };
}

const cellOf = ({ verdict, release, findings, reason }: Entry, run: number, id: string): StripCell =>
  ({ run, id, verdict, release, why: findings[0]?.title ?? (verdict === 'pass' ? undefined : reason) });

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
