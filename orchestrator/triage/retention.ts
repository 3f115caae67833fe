/** Which records may go: none that an open finding is told from, none that the limit leaves, and none that may still be written. */
import { needAlways, needToTell, Reasons } from './needed-runs.ts';
import type { Triage } from './triage.ts';

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

/**
 * What is left tells of every open finding what all records tell, and opens none that is fixed. As long as it does not, more stays; of what is needed beyond the limit
 * the reasons are told.
 */
export function retention(records: readonly StoredRecord[], keep: Keep, { rows, times }: Pick<Triage, 'rows' | 'times'>): Retention {
  const newestFirst = records.toSorted((one, other) => (one.run > other.run ? -1 : 1));
  const reasons = new Reasons();
  needAlways(rows, reasons);
  for (;;) {
    const isNeeded = ({ run, busy }: StoredRecord): boolean => busy || reasons.has(run);
    const left = withinLimit(newestFirst, keep, isNeeded);
    const kept = newestFirst.filter((record) => left.has(record) || isNeeded(record));
    const stays = new Set(kept.map(({ run }) => run));
    const known = new Set(records.map(({ run }) => run));
    if (rows.filter((history) => needToTell(history, times, (run) => stays.has(run) || !known.has(run), reasons)).length > 0) continue;
    const why = ({ run, busy }: StoredRecord): readonly string[] => [...(busy ? ['it may still be written: it has no summary, and changed within a day'] : []), ...(reasons.all.get(run) ?? [])];
    return { kept: kept.map((record) => ({ run: record.run, bytes: record.bytes, needed: left.has(record) ? [] : why(record) })), removed: newestFirst.filter(({ run }) => !stays.has(run)) };
  }
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
