/** What is known of one attempt so far, from its evidence. */
import type { Operation } from '../model/operation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { World } from '../model/world.ts';
import type { CallWitness } from './calls.ts';
import type { History } from './conservation/history.ts';
import type { Evidence } from './evidence.ts';
import type { LogGap } from './log/gap.ts';
import type { LogAccount } from './log/numbering.ts';
import type { LogReport } from './log/report.ts';
import { NOTHING_WATCHED, type LogWatch } from './log/watch.ts';
import type { Finding } from './verdict.ts';

/** What ended the attempt before its last operation, worst first in the way it is told. */
export type Loss = Extract<Evidence, { type: 'guest-lost' | 'boot-failed' | 'infrastructure' | 'unsupported' }>;

export interface Trial {
  readonly booted: boolean;
  readonly world?: World | undefined;
  /** The model does not know the world any more: the kernel's is another. */
  readonly lost: boolean;
  /** The operation under way, with what it may come to and, once its errno is known, what it came to. */
  readonly pending?: {
    readonly index: number; readonly operation: Operation; readonly before: World; readonly outcomes: readonly Outcome[]; readonly outcome?: Outcome | undefined;
    /** Other orders that come to the same errnos. */
    readonly alternatives?: readonly Outcome[] | undefined;
    /** The world that a failure which no outcome has must have left as it was. */
    readonly failedIn?: World | undefined;
  } | undefined;
  readonly witness?: CallWitness | undefined;
  readonly history?: History | undefined;
  readonly findings: readonly Finding[];
  readonly log: LogWatch;
  /** Reports that may only say once more what a finding about the operation under way will say. */
  readonly waiting: readonly LogReport[];
  /** Fingerprints of findings that are a matter of time: by themselves they say nothing. */
  readonly stalls: ReadonlySet<string>;
  /** The guest's own account of its log at the end of the last operation. */
  readonly account?: LogAccount | undefined;
  /** Where the log is known not to be whole. */
  readonly logGaps: readonly LogGap[];
  /** A report of the kernel's that ended it. */
  readonly fatal: boolean;
  readonly checkedOperations: number;
  /** Faults that were armed and never fired, in words: what they were to show was not seen. */
  readonly unfired: readonly string[];
  /** Facts that are told to be wrong already, and say nothing more: what a failed operation left changed, and tallies that differed. */
  readonly spoiled: ReadonlySet<string>;
  readonly loss?: Loss | undefined;
  readonly completed: boolean;
}

export const NOTHING_YET: Trial = { booted: false, lost: false, log: NOTHING_WATCHED, waiting: [], stalls: new Set(), logGaps: [], findings: [], fatal: false, checkedOperations: 0, unfired: [], spoiled: new Set(), completed: false };

/**
 * After a finding about errno or state the model no longer knows the world, and after a report the kernel may be broken: what follows
 * would be an echo. Calls and tallies that differ leave the world as predicted.
 */
export const isOver = (trial: Trial): boolean => trial.loss !== undefined || trial.completed || trial.lost || trial.findings.some(({ kind }) => kind === 'log');
