/** Findings over machines and kernels: what has one fingerprint is one thing. */
import { STATUSES, type FindingHistory, type Status } from './finding-history.ts';
import type { RowKey, Sighted } from './entry.ts';
import type { RowHistory } from './row-history.ts';

export interface Occurrence extends FindingHistory {
  readonly row: RowKey;
}

export interface FindingGroup {
  readonly fingerprint: string;
  /** As it was seen last in any row. */
  readonly finding: Sighted;
  readonly status: Status;
  /** The row in which it was first seen by time, of those where it is what `status` says. */
  readonly first: Occurrence;
  /** Worst first. */
  readonly occurrences: readonly Occurrence[];
  /** uname -r of every kernel that it was seen on in its last episode, and of those that are rid of it. */
  readonly seenOn: readonly string[];
  readonly goneFrom: readonly string[];
}

/** Worst first; within one status what came last is first. */
export function findingGroups(rows: readonly RowHistory[]): readonly FindingGroup[] {
  const byFingerprint = new Map<string, Occurrence[]>();
  for (const { row, findings } of rows) {
    for (const history of findings) {
      const group = byFingerprint.get(history.finding.fingerprint) ?? [];
      byFingerprint.set(history.finding.fingerprint, group);
      group.push({ ...history, row });
    }
  }
  return [...byFingerprint].map(([fingerprint, all]) => groupOf(fingerprint, all)).sort(inOrder);
}

function groupOf(fingerprint: string, all: readonly Occurrence[]): FindingGroup {
  const occurrences = all.toSorted(inOrder);
  const status = statusOf(all);
  const [first] = all.filter((one) => one.status === status || one.was === status).toSorted(byFirstBad);
  const newest = all.reduce((latest, one) => (one.newestBad.run >= latest.newestBad.run ? one : latest));
  const releases = (entries: readonly ({ readonly release: string } | undefined)[]): readonly string[] =>
    [...new Set(entries.flatMap((entry) => (entry && entry.release !== '' ? [entry.release] : [])))].sort(byVersion);
  const seenOn = releases(all.flatMap(({ firstBad, lastBad, newestBad }) => [firstBad, lastBad, newestBad]));
  // A kernel that one row is rid of and another shows still is not rid of it.
  const still = new Set(releases(all.filter((one) => one.status !== 'fixed').flatMap(({ firstBad, lastBad, newestBad }) => [firstBad, lastBad, newestBad])));
  return {
    fingerprint, status, occurrences, finding: newest.finding, first: first ?? newest, seenOn,
    goneFrom: releases(all.map(({ firstGood }) => firstGood)).filter((release) => !still.has(release)),
  };
}

/**
 * The worst of its rows'. It is new where a kernel has it that did not have it before: what is open already on one machine is not new because
 * another machine shows it too.
 */
function statusOf(all: readonly Occurrence[]): Status {
  const isOld = (one: Occurrence): boolean => all.some((other) => other.row.kernel === one.row.kernel && OLD.has(other.status));
  const own = all.filter((one) => one.status !== 'new' || !isOld(one)).map(({ status }) => status);
  return STATUSES.find((status) => own.includes(status)) ?? 'fixed';
}
const OLD: ReadonlySet<Status> = new Set(['still-failing', 'flaky', 'not-run']);

/** 6.12.9 before 6.12.43. */
const byVersion = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true });

interface Placed {
  readonly status: Status;
  readonly first?: Occurrence;
  readonly firstBad?: { readonly run: string };
}

function inOrder(one: Placed, other: Placed): number {
  const run = (placed: Placed): string => placed.first?.firstBad.run ?? placed.firstBad?.run ?? '';
  return STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status) || (run(one) > run(other) ? -1 : run(one) < run(other) ? 1 : 0);
}

const byFirstBad = (one: Occurrence, other: Occurrence): number => (one.firstBad.run < other.firstBad.run ? -1 : 1);
