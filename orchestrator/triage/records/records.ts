/** What was read of records. */
import type { Entry, RowKey } from '../entry.ts';

export interface ReadRun {
  readonly run: string;
  readonly suite: string;
  /** Version of the rules that judged it, absent where it has no summary. */
  readonly rules?: number | undefined;
  /** Where the record lies; of several copies, one. */
  readonly folder: string;
  /** Whether it came to its end and has a summary. */
  readonly whole: boolean;
}

export interface SkippedRecord {
  readonly path: string;
  readonly reason: string;
}

export interface ReadRecords {
  /** Oldest first. */
  readonly runs: readonly ReadRun[];
  /** Rows over runs; the entries of one row are oldest first. */
  readonly rows: readonly { readonly row: RowKey; readonly entries: readonly Entry[] }[];
  /** What cannot be read: cut, damaged, of a newer daxlab, or of something else. */
  readonly skipped: readonly SkippedRecord[];
}
