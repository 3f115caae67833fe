/** What two kernels did in the same rows: types alone, so that the page can have them. */
import type { FindingKind, Verdict } from '../../judge/verdict.ts';

export interface Comparison {
  readonly base: ComparedKernel;
  readonly with: ComparedKernel;
  readonly rows: readonly ComparedRow[];
  readonly findings: { readonly onlyWith: readonly ComparedFinding[]; readonly onlyBase: readonly ComparedFinding[]; readonly both: readonly ComparedFinding[] };
  /** Operations that both kernels did as their contract wants, and after which the guests were not alike. */
  readonly unlike: readonly UnlikeOperation[];
  readonly steps: readonly ComparedStep[];
}

export interface ComparedKernel {
  /** As it was asked for, and uname -r where a guest told. */
  readonly kernel: string;
  readonly release: string;
  /** The contract that it was held to, and why. */
  readonly heldTo?: string | undefined;
}

export interface ComparedRow {
  readonly name: string;
  readonly machine: string;
  readonly policy: string;
  /** Absent where the row was not run, or not to its end, on that kernel. */
  readonly base?: Compared | undefined;
  readonly with?: Compared | undefined;
}

export interface Compared {
  readonly verdict: Verdict;
  readonly operations: number;
}

export interface ComparedFinding {
  readonly fingerprint: string;
  readonly kind: FindingKind;
  readonly title: string;
  /** The operation that showed it, in words; absent for the start. */
  readonly operation?: string | undefined;
  /** Rows that have it, on the kernel that does. */
  readonly rows: readonly string[];
}

export interface UnlikeOperation {
  readonly operation: string;
  readonly fact: string;
  /** What the operation changed it by or to, since the start. */
  readonly base: string;
  readonly with: string;
  readonly rows: readonly string[];
}

/** Every operation of one kind, over all rows that both kernels did. */
export interface ComparedStep {
  readonly step: string;
  readonly operations: number;
  /** Seconds of the guest's clock, the middle of all. */
  readonly base: number;
  readonly with: number;
  readonly ratio: number;
}
