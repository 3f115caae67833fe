/** What the page over many runs is given. */
import type { FindingKind, Verdict } from '../../judge/verdict.ts';
import type { Change } from '../../triage/changes.ts';
import type { Status } from '../../triage/finding-history.ts';
import type { RowStatus } from '../../triage/row-history.ts';

/** Rows over runs. */
export interface HistoryPage {
  readonly kind: 'history';
  /** Oldest first. */
  readonly runs: readonly HistoryRun[];
  readonly strips: readonly Strip[];
  /** What rows came to, each different one once: 1000 rows over 200 runs come to a few hundred. */
  readonly cells: readonly StripCell[];
  readonly findings: readonly HistoryFinding[];
  readonly trends: readonly Trend[];
}

export interface HistoryRun {
  readonly id: string;
  readonly startedAt: string;
  readonly suite: string;
  /** Address of its own page, relative to this one. */
  readonly page: string;
}

/** A row over runs. */
export interface Strip {
  readonly name: string;
  readonly machine: string;
  readonly kernel: string;
  readonly policy: string;
  readonly status: RowStatus;
  /** Of the row in every run. */
  readonly id: string;
  /** By the place of the run: index into `cells`, -1 where the run had no such row. */
  readonly cells: readonly number[];
}

export interface StripCell {
  readonly verdict: Verdict | 'not-run';
  readonly release: string;
  /** Title of the worst finding, or the reason. */
  readonly why?: string | undefined;
}

export interface HistoryFinding {
  readonly fingerprint: string;
  readonly kind: FindingKind;
  readonly title: string;
  readonly status: Status;
  /** `seen` of `of` runs that could have shown it, in the row that showed it first. */
  readonly seen: number;
  readonly of: number;
  readonly rows: number;
  /** The run that showed it first, and the kernels around that and around its end. */
  readonly since: string;
  readonly lastGood?: string | undefined;
  readonly firstBad: string;
  readonly firstGood?: string | undefined;
  /** Between the last good run and the first bad one, or between the last bad and the first good where it is fixed; absent without both. */
  readonly changed?: readonly Change[] | undefined;
}

/** Free memory and memory_block objects over the cycles of one row in one run. */
export interface Trend {
  readonly row: string;
  readonly kernel: string;
  /** Place of the run. */
  readonly run: number;
  /** KiB of free memory on the boot nodes after each time that everything was removed, less what it was after the first. */
  readonly free: readonly number[];
  /** KiB per cycle. */
  readonly slope: number;
  /** memory_block objects per cycle that were made and not released; absent where the witness cannot see both. */
  readonly leaked?: number | undefined;
}
