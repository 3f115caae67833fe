/** A record judged by today's rules, from its evidence alone. Nothing is written. */
import type { RecordEvent } from '../archive/event.ts';
import { isEvidence } from '../archive/is-evidence.ts';
import type { ItemKey } from '../archive/item-id.ts';
import type { SummaryRow } from '../archive/summary.ts';
import { summaryRow } from '../archive/summary-row.ts';
import { conclude } from '../judge/conclude.ts';
import { judgeAttempts, weighAttempt, type Attempts } from '../judge/replay.ts';

export interface JudgedAgain {
  /** As the record has it. */
  readonly recorded: SummaryRow;
  readonly today: SummaryRow;
}

export interface ToldAgain {
  /** As it would have been told today. */
  readonly event: RecordEvent;
  /** With the event that judges a row. */
  readonly row?: JudgedAgain | undefined;
}

export type IsKnown = (finding: { readonly fingerprint: string; readonly kernel: string; readonly release: string }) => boolean;

interface Row {
  readonly item: ItemKey;
  readonly release: string;
  readonly attempts: Attempts;
}

/**
 * Every event of the record in its order. A row that was taken over from another record has its evidence there, and stays as it is.
 * @param isKnown for findings that were not found then; the others stay known or not as they are
 */
export async function* judgeAgain(events: AsyncIterable<RecordEvent> | Iterable<RecordEvent>, isKnown: IsKnown): AsyncGenerator<ToldAgain, void, undefined> {
  const rows = new Map<string, Row>();
  for await (const event of events) {
    const { item: id = '', attempt = 1 } = event;
    const row = rows.get(id);
    if (event.type === 'item-started') rows.set(id, { item: keyOf(event), release: '', attempts: [] });
    if (row && isEvidence(event)) {
      const release = event.type === 'booted' ? event.release : row.release;
      rows.set(id, { ...row, release, attempts: weighAttempt(row.attempts, attempt, event) });
    }
    if (row && event.type === 'attempt-ended') yield { event: attemptEnded(event, row.attempts[attempt - 1]) };
    else if (row && event.type === 'item-judged' && event.from === undefined) {
      yield rejudged(event, row, isKnown);
      rows.delete(id);
    } else yield { event };
  }
}

const keyOf = ({ scenario, machine, kernel, policy, attribute }: ItemKey): ItemKey => ({ scenario, machine, kernel, policy, ...(attribute !== undefined && { attribute }) });

function attemptEnded(event: Extract<RecordEvent, { type: 'attempt-ended' }>, trial: Attempts[number] | undefined): RecordEvent {
  if (!trial) return event;
  const { verdict, reason } = conclude(trial);
  return { ...event, verdict, reason };
}

function rejudged(event: Extract<RecordEvent, { type: 'item-judged' }>, { item, release, attempts }: Row, isKnown: IsKnown): ToldAgain {
  const recorded = event.row;
  const knownThen = new Map(recorded.findings.map(({ fingerprint, known }) => [fingerprint, known]));
  const judgement = judgeAttempts(attempts);
  const judged = summaryRow(item, {
    kernelRelease: release, attempts: recorded.attempts, judgement,
    isKnown: ({ fingerprint }) => knownThen.get(fingerprint) ?? isKnown({ fingerprint, kernel: item.kernel, release }),
  });
  const { build, inputs, fault } = recorded;
  const today = { ...judged, ...(build !== undefined && { build }), ...(inputs !== undefined && { inputs }), ...(fault !== undefined && { fault }) };
  return { event: { ...event, row: today, findings: judgement.findings }, row: { recorded, today } };
}
