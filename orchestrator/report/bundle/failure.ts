/** A finding with everything that its bundle tells: the row that showed it, what was done up to it, and what it was done with. */
import { isEvidence, type RecordEvent } from '../../archive/event.ts';
import type { ItemKey } from '../../archive/item-id.ts';
import type { Guest, Used } from '../../archive/run-file.ts';
import type { SummaryRow } from '../../archive/summary.ts';
import { NOTHING_DONE, retrace, upTo, type Performed, type Retraced } from '../../judge/retrace.ts';
import type { Finding } from '../../judge/verdict.ts';

/** The last attempt at one row. */
export interface AttemptRecord extends Retraced {
  readonly guest?: Omit<Guest, 'item' | 'attempt'> | undefined;
  /** Where its operations are the smallest sequence that shows a finding: of which row, and how they were found. */
  readonly shrunk?: Extract<RecordEvent, { readonly type: 'shrunk' }> | undefined;
}

export interface Failure {
  readonly finding: Finding;
  readonly key: ItemKey;
  readonly row: SummaryRow;
  /** Titles of the other rows that show it. */
  readonly others: readonly string[];
  readonly attempt: AttemptRecord;
  readonly runId: string;
  /** What the hung guest said when it was asked. */
  readonly diagnosis?: readonly string[] | undefined;
  /** ISO 8601. */
  readonly startedAt: string;
  /** All that the run used, by name, version and sha256. */
  readonly used: readonly Used[];
}

/** One more event of the row. */
export function follow(record: AttemptRecord, event: RecordEvent): AttemptRecord {
  if (event.type === 'attempt-started') return NOTHING_DONE;
  // Who has not daxlab's snapshot boots what it was made of.
  if (event.type === 'guest-started') return { ...record, guest: { ...event, command: event.fork?.boot ?? event.command } };
  if (event.type === 'shrunk') return { ...record, shrunk: event };
  return isEvidence(event) ? { ...record, ...retrace(record, event) } : record;
}

/** What boots such a guest: one that went on from a snapshot was started otherwise. */
export const bootCommand = ({ guest }: Pick<AttemptRecord, 'guest'>): readonly string[] | undefined => guest?.fork?.boot ?? guest?.command;

/** How its steps were shrunk. A row that was shrunk for one finding may show others. */
export const shrunkFor = ({ finding, attempt: { shrunk } }: Pick<Failure, 'finding' | 'attempt'>): AttemptRecord['shrunk'] => (shrunk?.fingerprint === finding.fingerprint ? shrunk : undefined);

/** What leads to it. */
export const leadingTo = ({ finding, attempt }: Pick<Failure, 'finding' | 'attempt'>): readonly Performed[] => upTo(finding.operation, attempt.performed);
