/** Which records may go: none that an open finding is told from, none that the limit leaves, and none that may still be written. */
import { rowText, type Entry } from './entry.ts';
import { isOpen } from './finding-history.ts';
import type { FindingGroup } from './finding-group.ts';

export type Keep =
  | { readonly kind: 'runs'; readonly count: number }
  /** As run ids begin. */
  | { readonly kind: 'since'; readonly since: string }
  | { readonly kind: 'size'; readonly bytes: number };

export interface StoredRecord {
  readonly run: string;
  readonly bytes: number;
  /** It has no summary and was written to lately. */
  readonly busy: boolean;
}

export interface Retained {
  readonly run: string;
  readonly bytes: number;
  /** Why it stays though the limit would have it go; empty where the limit leaves it. */
  readonly needed: readonly string[];
}

export interface Retention {
  /** Newest first, both. */
  readonly kept: readonly Retained[];
  readonly removed: readonly StoredRecord[];
}

/** Runs that open findings need: the last good and the first bad show what changed, the newest bad has the evidence. */
export function neededRuns(groups: readonly FindingGroup[]): ReadonlyMap<string, readonly string[]> {
  const needed = new Map<string, string[]>();
  const need = (entry: Entry | undefined, why: string): void => {
    if (entry) needed.set(entry.run, [...(needed.get(entry.run) ?? []), why]);
  };
  for (const { fingerprint, occurrences } of groups) {
    for (const { status, row, lastGood, firstBad, newestBad } of occurrences) {
      if (!isOpen(status)) continue;
      const which = `${fingerprint} in ${rowText(row)}`;
      need(lastGood, `the last good run before ${which}`);
      need(firstBad, `the first bad run of ${which}`);
      if (newestBad !== firstBad) need(newestBad, `the newest bad run of ${which}`);
    }
  }
  return needed;
}

export function retention(records: readonly StoredRecord[], keep: Keep, needed: ReadonlyMap<string, readonly string[]>): Retention {
  const newestFirst = records.toSorted((one, other) => (one.run > other.run ? -1 : 1));
  const reasons = ({ run, busy }: StoredRecord): readonly string[] => [...(busy ? ['it may still be written: it has no summary, and changed within a day'] : []), ...(needed.get(run) ?? [])];
  const left = withinLimit(newestFirst, keep, (record) => reasons(record).length > 0);
  return {
    kept: newestFirst.flatMap((record) => (left.has(record) || reasons(record).length > 0 ? [{ run: record.run, bytes: record.bytes, needed: left.has(record) ? [] : reasons(record) }] : [])),
    removed: newestFirst.filter((record) => !left.has(record) && reasons(record).length === 0),
  };
}

function withinLimit(newestFirst: readonly StoredRecord[], keep: Keep, isNeeded: (record: StoredRecord) => boolean): ReadonlySet<StoredRecord> {
  switch (keep.kind) {
    case 'runs':
      return new Set(newestFirst.slice(0, keep.count));
    case 'since':
      return new Set(newestFirst.filter(({ run }) => run >= keep.since));
    case 'size': {
      // What stays anyway takes its part of the size first.
      let room = keep.bytes - newestFirst.filter(isNeeded).reduce((sum, { bytes }) => sum + bytes, 0);
      const others = newestFirst.filter((record) => !isNeeded(record));
      const end = others.findIndex(({ bytes }) => (room -= bytes) < 0);
      return new Set(end === -1 ? others : others.slice(0, end));
    }
  }
}
