/** The findings of a record, each with the row that it was found in, and which of them a FINDING argument names. */
import type { Finding } from '../judge/verdict.ts';
import type { RecordEvent } from './event.ts';
import type { SummaryRow } from './summary.ts';

export interface RecordedFinding {
  /** Id of the row's work item. */
  readonly item: string;
  readonly row: SummaryRow;
  readonly finding: Finding;
  readonly known: boolean;
}

/** In the order in which the rows were judged. A row that was not judged, as in a record that was cut, has none. */
export async function recordedFindings(events: AsyncIterable<RecordEvent> | Iterable<RecordEvent>): Promise<RecordedFinding[]> {
  const all: RecordedFinding[] = [];
  for await (const event of events) {
    if (event.type !== 'item-judged') continue;
    const { item = '', row, findings } = event;
    // The row lists its findings in the order of the event's.
    all.push(...findings.map((finding, place) => ({ item, row, finding, known: row.findings[place]?.known ?? false })));
  }
  return all;
}

export type NamedFinding<Found> =
  /** The finding in every row that has it. */
  | { readonly named: true; readonly fingerprint: string; readonly places: readonly [Found, ...Found[]] }
  /** Fingerprints that begin so: none, or more than one. */
  | { readonly named: false; readonly fingerprints: readonly string[] };

/** `name` is a fingerprint or the beginning of one. */
export function findingNamed<Found extends { readonly finding: Pick<Finding, 'fingerprint'> }>(all: readonly Found[], name: string): NamedFinding<Found> {
  const whole = all.filter(({ finding }) => finding.fingerprint === name);
  const begun = whole.length > 0 ? whole : all.filter(({ finding: { fingerprint } }) => [fingerprint, fingerprint.replace(/^unmatched-/, '')].some((text) => text.startsWith(name)));
  const fingerprints = [...new Set(begun.map(({ finding }) => finding.fingerprint))];
  const [first, ...others] = begun;
  return first && fingerprints.length === 1 ? { named: true, fingerprint: first.finding.fingerprint, places: [first, ...others] } : { named: false, fingerprints };
}
