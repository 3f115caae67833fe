/** What the page of a run is given of one row, operation by operation. */
import type { Finding } from '../../judge/verdict.ts';
import type { Memory } from './memory-shape.ts';

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
