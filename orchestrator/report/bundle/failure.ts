/** A finding with everything that its bundle tells: the row that showed it, what was done up to it, and what it was done with. */
import type { RecordEvent } from '../../archive/event.ts';
import type { ItemKey } from '../../archive/item-id.ts';
import type { Guest, Used } from '../../archive/run-file.ts';
import type { SummaryRow } from '../../archive/summary.ts';
import { NOTHING_YET, weigh, type Trial } from '../../judge/trial.ts';
import type { CallWitness } from '../../judge/calls.ts';
import type { Finding } from '../../judge/verdict.ts';
import type { Observation } from '../../model/observation.ts';
import type { Operation } from '../../model/operation.ts';
import type { World } from '../../model/world.ts';

/** One operation as the record has it. */
export interface Performed {
  readonly index: number;
  readonly operation: Operation;
  /** The write(2) that it was; absent from records of before it was told. */
  readonly write?: { readonly path: string; readonly value: string } | undefined;
  /** 0 or positive; absent where it never returned. */
  readonly errno?: number | undefined;
  /** Before it; absent where the model no longer knew. */
  readonly world?: World | undefined;
}

/** The last attempt at one row. */
export interface AttemptRecord {
  readonly release: string;
  readonly accelerator: string;
  readonly guest?: Omit<Guest, 'item' | 'attempt'> | undefined;
  readonly witness?: CallWitness | undefined;
  readonly start?: Observation | undefined;
  readonly performed: readonly Performed[];
  /** The whole console. */
  readonly console: readonly string[];
  readonly trial: Trial;
}

export const NO_ATTEMPT: AttemptRecord = { release: '', accelerator: '', performed: [], console: [], trial: NOTHING_YET };

export interface Failure {
  readonly finding: Finding;
  readonly key: ItemKey;
  readonly row: SummaryRow;
  /** Titles of the other rows that show it. */
  readonly others: readonly string[];
  readonly attempt: AttemptRecord;
  readonly runId: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** All that the run used, by name, version and sha256. */
  readonly used: readonly Used[];
}

/** One more event of the row. */
export function follow(record: AttemptRecord, event: RecordEvent): AttemptRecord {
  const told = isEvidence(event) ? { ...record, trial: weigh(record.trial, event) } : record;
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- a bundle has no use for the others
  switch (event.type) {
    case 'attempt-started':
      return NO_ATTEMPT;
    case 'guest-started':
      return { ...told, guest: event };
    case 'booted':
      return { ...told, release: event.release, accelerator: event.accelerator };
    case 'call-witness':
      return { ...told, witness: event };
    case 'baseline':
      return { ...told, start: event.observation };
    case 'operation':
      return { ...told, performed: [...told.performed, { index: event.index, operation: event.operation, write: event.write, world: record.trial.world }] };
    case 'result':
      return { ...told, performed: told.performed.map((one) => (one.index === event.index ? { ...one, errno: event.errno } : one)) };
    case 'kernel-log':
      return { ...told, console: [...told.console, ...event.lines] };
    default:
      return told;
  }
}

type EvidenceEvent = Extract<RecordEvent, { type: (typeof EVIDENCE)[number] }>;
const EVIDENCE = [
  'booted', 'call-witness', 'baseline', 'operation', 'result', 'called', 'observed', 'kernel-log', 'guest-lost', 'boot-failed', 'infrastructure', 'unsupported', 'completed',
] as const satisfies readonly RecordEvent['type'][];
const isEvidence = (event: RecordEvent): event is EvidenceEvent => (EVIDENCE as readonly string[]).includes(event.type);

/** Those up to the one that showed it; all where none did. */
export const upTo = ({ finding, attempt }: Pick<Failure, 'finding' | 'attempt'>): readonly Performed[] =>
  finding.operation < 0 ? attempt.performed : attempt.performed.filter(({ index }) => index <= finding.operation);
