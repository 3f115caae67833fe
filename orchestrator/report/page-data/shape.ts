/**
 * What the pages are given: made by Node out of records, drawn by the browser. Types alone, so that both sides can have them. Times are milliseconds from
 * the start of what they are about; bytes and pages are counted as everywhere.
 */
import type { SummaryFinding } from '../../archive/summary.ts';
import type { CoverageRow } from '../../judge/coverage/report.ts';
import type { Finding, FindingKind, Verdict } from '../../judge/verdict.ts';
import type { Change } from '../../triage/changes.ts';
import type { Comparison } from '../comparison/shape.ts';
import type { Status } from '../../triage/finding-history.ts';
import type { RowStatus } from '../../triage/row-history.ts';

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

/** One attempt, the last of its row. Zero is its start. */
export interface RowDetail {
  readonly id: string;
  readonly attempt: number;
  readonly earlier: readonly { readonly attempt: number; readonly verdict: string; readonly reason?: string | undefined }[];
  readonly took: number;
  /** What daxlab did before the first operation. */
  readonly phases: readonly { readonly at: number; readonly what: string }[];
  readonly steps: readonly Step[];
  readonly console: readonly ConsoleLine[];
  /** Lines of the boot that are not here. */
  readonly consoleLeftOut: number;
  readonly qmp: readonly QmpLine[];
  /** What the kernel called, as far as the call witness sees it. */
  readonly calls: readonly CallLine[];
  /** Absent where the guest never came to its first observation. */
  readonly memory?: Memory | undefined;
  readonly findings: readonly Finding[];
}

export interface ConsoleLine {
  readonly at: number;
  readonly text: string;
  /** Part of a finding. */
  readonly marked?: true;
}

export interface CallLine {
  readonly at: number;
  readonly text: string;
}

export interface QmpLine {
  readonly at: number;
  readonly sent: boolean;
  readonly text: string;
}

/** One operation. */
export interface Step {
  readonly index: number;
  readonly what: string;
  readonly at: number;
  /** When its write returned, and when everything was read after it; absent where that never happened. */
  readonly returned?: number | undefined;
  readonly observed?: number | undefined;
  readonly errno?: string | undefined;
  /** What it may come to; empty where the model no longer knew the world. */
  readonly allowed: readonly string[];
  readonly calls: readonly CallGroup[];
  /** Facts that the operation changed, was to change, or that differ; those that differ first. */
  readonly facts: readonly FactRow[];
  /** Facts that stayed as they were, as predicted; and changed ones that are not here. */
  readonly unchanged: number;
  readonly factsLeftOut: number;
  /** Indices into the pictures of `Memory`. */
  readonly before?: number | undefined;
  readonly predicted?: number | undefined;
  readonly seen?: number | undefined;
  /** KiB of free memory on the nodes that had memory at the start. */
  readonly free: { readonly before?: number | undefined; readonly seen?: number | undefined; readonly least?: number | undefined; readonly most?: number | undefined };
  /** Whether something about it is a finding. */
  readonly failed: boolean;
}

/** Consecutive calls of one function with one fate. */
export interface CallGroup {
  readonly fn: string;
  readonly fate: 'as predicted' | 'missing' | 'unexpected' | 'not predicted';
  readonly calls: readonly string[];
}

export interface FactRow {
  readonly fact: string;
  readonly before?: string | undefined;
  readonly predicted?: string | undefined;
  readonly seen?: string | undefined;
  readonly differs?: true;
}

/** Pictures of every block of every device. A picture has a cell for each block, in the order of the groups, as runs of (index into `cells`, how many). */
export interface Memory {
  readonly blockSize: number;
  readonly blockPages: number;
  readonly groups: readonly BlockGroup[];
  readonly cells: readonly Cell[];
  readonly pictures: readonly (readonly (readonly [cell: number, count: number])[])[];
  /** KiB on the nodes that had memory at the start. */
  readonly bootTotal: number;
}

export interface BlockGroup {
  /** The dax device, or what else the blocks belong to. */
  readonly name: string;
  readonly note: string;
  readonly blocks: readonly number[];
}

export interface Cell {
  readonly state: string;
  readonly zone?: string | undefined;
  readonly node?: number | undefined;
  /** Pages at its start that hold its memmap; undefined where nothing shows it. */
  readonly memmap?: number | undefined;
  readonly poisoned?: number | undefined;
  /** memory_block objects that were made for it and neither released nor in use. */
  readonly leaked?: number | undefined;
}

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
