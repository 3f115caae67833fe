/** Findings of rows that were begun and never judged, as in the record of a daxlab that was killed: what is there is judged now. */
import type { RecordEvent } from '../archive/event.ts';
import { isEvidence } from '../archive/event.ts';
import { rowName, type ItemKey } from '../archive/item-id.ts';
import type { RecordedFinding } from '../archive/recorded-finding.ts';
import { conclude } from '../judge/conclude.ts';
import { NOTHING_YET, type Trial } from '../judge/trial.ts';
import { weigh } from '../judge/weigh.ts';

interface Begun {
  readonly key: ItemKey;
  readonly attempts: number;
  readonly release: string;
  readonly trial: Trial;
}

/** Of the last attempt of each such row. None is known: the list of known issues was never asked. */
export async function unfinishedFindings(events: AsyncIterable<RecordEvent>): Promise<RecordedFinding[]> {
  const begun = new Map<string, Begun>();
  for await (const event of events) {
    const { item } = event;
    if (item === undefined) continue;
    if (event.type === 'item-started') begun.set(item, { key: event, attempts: 0, release: '', trial: NOTHING_YET });
    if (event.type === 'item-judged') begun.delete(item);
    const row = begun.get(item);
    if (row) begun.set(item, next(row, event));
  }
  return [...begun].flatMap(([item, row]) => findings(item, row));
}

function next(row: Begun, event: RecordEvent): Begun {
  if (event.type === 'attempt-started') return { ...row, attempts: row.attempts + 1, trial: NOTHING_YET };
  const release = event.type === 'booted' ? event.release : row.release;
  return isEvidence(event) ? { ...row, release, trial: weigh(row.trial, event) } : row;
}

function findings(item: string, { key, attempts, release, trial }: Begun): RecordedFinding[] {
  const { verdict, findings: found, checkedOperations } = conclude(trial);
  const { machine, kernel, policy } = key;
  const row = {
    name: rowName(key), machine, kernel, kernelRelease: release, policy, verdict, reason: 'the record ends before the row was judged', attempts, checkedOperations,
    findings: found.map(({ kind, title, fingerprint, operation }) => ({ kind, title, fingerprint, operation, known: false })),
  };
  return found.map((finding) => ({ item, row, finding, known: false }));
}
