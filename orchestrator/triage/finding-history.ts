/** What has become of one finding in one row: a pure function of the row's entries. */
import { lastEpisode, type Episode, type Evidence } from './episode.ts';
import type { Entry, Sighted } from './entry.ts';
import { acquits, sightings, silence } from './evidence.ts';
import { inKernelOrder } from './kernel-order.ts';

/** In the order in which a reader should look at them. */
export const STATUSES = ['new', 'still-failing', 'flaky', 'not-run', 'known', 'fixed'] as const;
export type Status = (typeof STATUSES)[number];

/** The record of an open finding is needed still. */
export const isOpen = (status: Status): boolean => status !== 'fixed' && status !== 'known';

/** `lastGood`, `firstBad`, `lastBad` and `firstGood` are by kernel, and on one kernel by time. */
export interface FindingHistory extends Omit<Episode, 'since' | 'flaky'> {
  /** As it was seen last. */
  readonly finding: Sighted;
  readonly status: Status;
  /** Of one that is `not-run`: what the last evidence says. */
  readonly was?: 'still-failing' | 'flaky' | undefined;
  /** Of one that is `not-run`: why the newest entry says nothing. */
  readonly why?: string | undefined;
}

/** Run ids, or times as run ids begin: they sort by time as text does. */
export interface Since {
  /** What was not seen before it is new. The row's newest entry unless given, or `today` where that is later. */
  readonly since?: string | undefined;
  /** A row whose newest entry is older was not run lately. */
  readonly today?: string | undefined;
}

/**
 * @param entries of one row, oldest first
 * @returns every finding that the row ever had, in the order in which they came up
 */
export function findingHistories(entries: readonly Entry[], times: Since = {}): readonly FindingHistory[] {
  const last = new Map<string, Sighted>();
  for (const entry of entries) for (const finding of sightings(entry)) last.set(finding.fingerprint, finding);
  if (last.size === 0) return [];
  const ordered = inKernelOrder(entries);
  const newest = entries.at(-1);
  return newest ? [...last.values()].flatMap((finding) => historyOf(finding, ordered, newest, times) ?? []) : [];
}

function historyOf(finding: Sighted, ordered: readonly Entry[], newest: Entry, { since, today = '' }: Since): FindingHistory | undefined {
  const evidence = evidenceOf(finding, ordered);
  const episode = lastEpisode(evidence);
  if (!episode) return undefined;
  const { since: began, flaky, ...told } = episode;
  const last = evidence.reduce((latest, one) => (one.entry.run >= latest.entry.run ? one : latest));
  const isNew = began >= (since ?? (newest.run > today ? newest.run : today));
  // An older kernel may show today for the first time what a newer one was rid of before.
  if (told.firstGood && !(isNew && last.sighted)) return { ...told, finding, status: 'fixed' };
  const was = finding.known ? 'known' : isNew ? 'new' : flaky ? 'flaky' : 'still-failing';
  if (was === 'known' || was === 'new') return { ...told, finding, status: was };
  if (newest.run < today) return { ...told, finding, status: 'not-run', was, why: notPlanned(newest) };
  return newest === last.entry ? { ...told, finding, status: was } : { ...told, finding, status: 'not-run', was, why: silence(newest) };
}

/** Why there is nothing of today about a row. */
export const notPlanned = ({ run }: Pick<Entry, 'run'>): string => `not among the rows of any run since ${run}`;

/** @param finding as it was seen last @param entries in kernel order */
export function evidenceOf(finding: Sighted, entries: readonly Entry[]): readonly Evidence[] {
  const evidence: Evidence[] = [];
  let seen = finding;
  for (const entry of entries) {
    const sighted = sightings(entry).find(({ fingerprint }) => fingerprint === finding.fingerprint);
    if (sighted) seen = sighted;
    if (sighted) evidence.push({ entry, sighted });
    else if (acquits(entry, seen)) evidence.push({ entry });
  }
  return evidence;
}
