/** What one run says about one row of the matrix: the smallest piece of history. */
import type { FindingKind, Verdict } from '../judge/verdict.ts';

/** A row over runs. The kernel is the one that was asked for: `debian:6.12` stands for another release every month, and its history is told as one. */
export interface RowKey {
  /** The scenario, with the attribute value that the row was multiplied by. */
  readonly name: string;
  readonly machine: string;
  readonly kernel: string;
  readonly policy: string;
}

/** A finding as a summary tells it. */
export interface Sighted {
  readonly kind: FindingKind;
  readonly title: string;
  readonly fingerprint: string;
  /** Index of the operation that showed it, -1 for the baseline or the boot. */
  readonly operation: number;
  readonly known: boolean;
}

export interface Entry {
  /** Run ids sort by time as text does. */
  readonly run: string;
  /** uname -r; empty where no guest came far enough to tell. */
  readonly release: string;
  /** sha256 of the kernel's image: two builds may call themselves the same. Absent in older records. */
  readonly build?: string | undefined;
  /** One hash over everything the row was made of: kernel, QEMU, packages, daxlab, configuration. Absent in older records. */
  readonly inputs?: string | undefined;
  /** `not-run`: it was planned and not started. */
  readonly verdict: Verdict | 'not-run';
  readonly reason?: string | undefined;
  /** It is `unsupported`, and its suite expects that for the kernel. */
  readonly expected?: true | undefined;
  readonly checkedOperations: number;
  readonly findings: readonly Sighted[];
}

export const rowText = ({ name, machine, kernel, policy }: RowKey): string => [name, machine, kernel, policy].join('  ');

/** Both texts name the same kernel, as far as the records tell. What never booted is like no other. */
export const sameKernel = (one: Entry, other: Entry): boolean =>
  one.release !== '' && one.release === other.release && (one.build === undefined || other.build === undefined || one.build === other.build);

/** Whether the two were made of the same: undefined where a record is too old to tell. */
export const sameInputs = (one: Entry, other: Entry): boolean | undefined =>
  (one.inputs === undefined || other.inputs === undefined ? undefined : one.inputs === other.inputs);
