/** The arguments RUN (an id, a path or `latest`) and RUN/FINDING (a fingerprint, or the beginning of one, after the last slash). */
import { findPlace, findRun } from '../archive/find-run.ts';
import { openRecord, type RunRecord } from '../archive/record-reader.ts';
import { findingNamed, recordedFindings, type NamedFinding, type RecordedFinding } from '../archive/recorded-finding.ts';
import { ConfigError } from '../config/explained-error.ts';
import { nearest, noSuchName } from '../config/nearest.ts';
import { printable } from '../report/printable.ts';
import { unfinishedFindings } from '../report/unfinished-findings.ts';

/** Folder of the record. Throws ConfigError with the nearest ids. */
export async function runFolder(results: string, run: string): Promise<string> {
  const found = await findRun(results, run);
  if (found.found) return found.folder;
  throw noSuchRun(results, run, found.ids);
}

/** What `RUN[/FINDING]` names: a record, and one finding of it in every row that has it where the argument goes on after the run. */
export interface Named {
  readonly record: RunRecord;
  readonly finding?: Extract<NamedFinding<RecordedFinding>, { named: true }> | undefined;
}

/** Throws ConfigError with the nearest runs or findings, RecordReadError for a record that cannot be read. */
export async function runOrFinding(results: string, argument: string): Promise<Named> {
  const place = await findPlace(results, argument);
  if (!place.found) throw noSuchRun(results, place.run, place.ids);
  const record = await openRecord(place.folder);
  if (place.finding === undefined) return { record };
  const all = await findingsOf(record);
  const finding = findingNamed(all, place.finding);
  if (!finding.named) throw noSuchFinding(place.folder, place.finding, all, finding.fingerprints);
  return { record, finding };
}

/** All of the record. A run that came to its end has judged every row; of another, what is there is judged now. */
export async function findingsOf({ summary, events }: RunRecord): Promise<RecordedFinding[]> {
  const judged = await recordedFindings(events(() => undefined));
  return summary ? judged : [...judged, ...await unfinishedFindings(events(() => undefined))];
}

function noSuchRun(results: string, run: string, ids: readonly string[]): ConfigError {
  const doing = run === 'latest' ? 'there is no run yet' : noSuchName('run', run, ids);
  return new ConfigError({ doing, to: results, expected: 'an id, a path or latest', next: 'npx daxlab run makes one; --results DIR looks elsewhere' });
}

function noSuchFinding(folder: string, name: string, all: readonly RecordedFinding[], begun: readonly string[]): ConfigError {
  const titles = new Map(all.map(({ finding: { fingerprint, title } }) => [fingerprint, printable(title)]));
  const fingerprints = begun.length > 0 ? begun : withNearestFirst(name, [...titles.keys()]);
  const listed = fingerprints.slice(0, MOST_LISTED).map((fingerprint) => `  ${fingerprint}  ${titles.get(fingerprint) ?? ''}`);
  const more = fingerprints.length > MOST_LISTED ? [`  and ${fingerprints.length - MOST_LISTED} more`] : [];
  return new ConfigError({
    doing: begun.length > 1 ? `${begun.length} findings begin with '${name}'` : `the run has no finding '${name}'`,
    to: folder,
    expected: ['a fingerprint of the run, or at least 4 digits of one', ...listed, ...more].join('\n            '),
    seen: titles.size === 0 ? 'a run without findings' : undefined,
    next: 'npx daxlab show RUN tells what was found',
  });
}

const MOST_LISTED = 20;

function withNearestFirst(name: string, fingerprints: readonly string[]): string[] {
  return [...new Set([...nearest(name, fingerprints), ...fingerprints])];
}
