/**
 * What the pages are given: made by Node out of records, drawn by the browser. Types alone, so that both sides can have them. Times are milliseconds from
 * the start of what they are about; bytes and pages are counted as everywhere.
 */
import type { SummaryFinding } from '../../archive/summary.ts';
import type { CoverageRow } from '../../judge/coverage/report.ts';
import type { Verdict } from '../../judge/verdict.ts';
import type { Status } from '../../triage/finding-history.ts';
import type { Comparison } from '../comparison/shape.ts';
import type { HistoryPage } from './history-shape.ts';
import type { RowDetail } from './row-shape.ts';

export type PageData = RunPage | HistoryPage;

export interface RunPage {
  readonly kind: 'run';
  readonly run: RunFacts;
  readonly rows: readonly PageRow[];
  /** Of rows that neither passed nor are unsupported, as many as the page has room for. */
  readonly details: readonly RowDetail[];
  /** Rows whose details had no room, by id. */
  readonly leftOut: readonly string[];
  /** Every rule and invariant with how often it was exercised; empty where the record does not tell. */
  readonly coverage: readonly CoverageRow[];
  /** A line for each release that does not let everything be seen. */
  readonly notObservable: readonly string[];
  /** Of a run of two kernels. */
  readonly compared?: Comparison | undefined;
}

export interface RunFacts {
  readonly id: string;
  readonly suite: string;
  /** Wall clock, ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly took: number;
  /** Absent where the run was killed, or still goes on. */
  readonly verdict?: Verdict | undefined;
  readonly exitStatus?: number | undefined;
  readonly rules?: number | undefined;
  readonly command: string;
  readonly host: string;
  /** `qemu-system-x86 1:11.1.3`, the ones that matter first. */
  readonly used: readonly string[];
}

export interface PageRow {
  readonly id: string;
  /** With the attribute value. */
  readonly name: string;
  readonly machine: string;
  /** As it was asked for, and uname -r where a guest came far enough to tell. */
  readonly kernel: string;
  readonly release: string;
  readonly policy: string;
  /** Absent for a row that was not run, or not to its end: then `reason` says why. */
  readonly verdict?: Verdict | undefined;
  readonly reason?: string | undefined;
  readonly attempts: number;
  readonly checked: number;
  readonly took: number;
  /** The run whose verdict was taken over. */
  readonly from?: string | undefined;
  readonly findings: readonly PageFinding[];
}

export interface PageFinding extends SummaryFinding {
  /** What has become of it in this row, over the runs beside this one; absent without any. */
  readonly status?: Status | undefined;
}
