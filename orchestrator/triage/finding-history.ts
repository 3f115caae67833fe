/** What has become of one finding in one row: a pure function of the row's entries. */
import { lastEpisode, type Evidence, type Rate } from './episode.ts';
import type { Entry, Sighted } from './entry.ts';
import { acquits, sightings, silence } from './evidence.ts';
import { inKernelOrder } from './kernel-order.ts';

/** In the order in which a reader should look at them. */
export const STATUSES = ['new', 'still-failing', 'flaky', 'not-run', 'known', 'fixed'] as const;
export type Status = (typeof STATUSES)[number];

/** The record of an open finding is needed still. */
export const isOpen = (status: Status): boolean => status !== 'fixed' && status !== 'known';

export interface FindingHistory {
  /** As it was seen last. */
  readonly finding: Sighted;
  readonly status: Status;
  /** Of one that is `not-run`: what the last evidence says. */
  readonly was?: 'still-failing' | 'flaky' | undefined;
  /** Of one that is `not-run`: why the newest entry says nothing. */
  readonly why?: string | undefined;
  readonly rate: Rate;
  /** By kernel, and on one kernel by time. The last good entry is absent where there was none before. */
  readonly lastGood?: Entry | undefined;
  readonly firstBad: Entry;
  readonly newestBad: Entry;
  /** Of one that is gone: the first entry without it. What fixed it lies between the newest bad one and this. */
  readonly firstGood?: Entry | undefined;
  /** It had been fixed before. */
  readonly cameBack: boolean;
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
  if (newest.run < today) return { ...told, finding, status: 'not-run', was, why: `not among the rows of any run since ${newest.run}` };
  return newest === last.entry ? { ...told, finding, status: was } : { ...told, finding, status: 'not-run', was, why: silence(newest) };
}

function evidenceOf(finding: Sighted, entries: readonly Entry[]): readonly Evidence[] {
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
