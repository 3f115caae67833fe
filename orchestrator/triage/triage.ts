/** Records in, what became of every row and finding out. */
import { readJson } from '../archive/json-file.ts';
import { recordFiles } from '../archive/layout.ts';
import { RUN_SCHEMA, runFileSchema, type RunFile } from '../archive/run-file.ts';
import { EXPLORE, REPRO, SENSITIVITY } from '../archive/suite-names.ts';
import { changes, type Change } from './changes.ts';
import { dayBefore } from './day.ts';
import type { Entry, RowKey } from './entry.ts';
import type { Since } from './finding-history.ts';
import { findingGroups, type FindingGroup } from './finding-group.ts';
import { partsOf } from './parts.ts';
import type { ReadRecords, ReadRun } from './records/records.ts';
import { rowHistory, type RowHistory } from './row-history.ts';

export type IsKnown = (finding: { readonly fingerprint: string; readonly kernel: string; readonly release: string }) => boolean;

export interface Question {
  /** A run id, or a time as run ids begin: what was not seen before it is new. Otherwise what the newest runs of each row were the first to see. */
  readonly since?: string | undefined;
  /** Only runs of these suites. */
  readonly suites?: readonly string[] | undefined;
  /** Also runs whose errors were planted, where no suites are named: what they find says nothing about a kernel. */
  readonly planted?: boolean | undefined;
  /** Rows that are asked about; all unless given. `releases`: every uname -r that the row was run on. */
  readonly about?: ((row: RowKey, releases: ReadonlySet<string>) => boolean) | undefined;
  /** Whether a finding is declared known today, whatever it was when it was found. */
  readonly isKnown?: IsKnown | undefined;
}

export interface TriagedGroup extends FindingGroup {
  /** Of a finding that is there, between the last good and the first bad run of `first`; of one that is fixed, between the last bad and the first good. Absent without a run before. */
  readonly changed?: readonly Change[] | undefined;
}

export interface Triage {
  readonly runs: readonly ReadRun[];
  /** Runs of which nothing is told: their errors were planted. */
  readonly planted: readonly ReadRun[];
  readonly rows: readonly RowHistory[];
  /** Worst first. */
  readonly findings: readonly TriagedGroup[];
  readonly skipped: ReadRecords['skipped'];
  /** What `new` and `not run` were told by. */
  readonly times: Since;
}

export async function triage(records: ReadRecords, { since, suites, planted = false, about, isKnown }: Question = {}): Promise<Triage> {
  const all = suites ? ofRuns(records, ({ suite }) => suite.split('+').some((name) => suites.includes(name))) : records;
  const { runs, rows, skipped } = suites || planted ? all : ofRuns(all, ({ suite }) => suite !== SENSITIVITY);
  const asked = about ? rows.filter(({ row, entries }) => about(row, new Set(entries.map(({ release }) => release)))) : rows;
  const newest = asked.reduce((latest, { entries }) => { const run = entries.at(-1)?.run ?? ''; return run > latest ? run : latest; }, '');
  const times = { since, today: dayBefore(newest) };
  const histories = asked.map(({ row, entries }) => rowHistory(row, isKnown ? entries.map((entry) => declared(row, entry, isKnown)) : entries, times));
  const made = partsIn(runs);
  const findings: TriagedGroup[] = [];
  for (const group of findingGroups(histories)) findings.push({ ...group, changed: await changedAt(group, made) });
  const told = new Set(runs);
  return { runs, planted: all.runs.filter((run) => !told.has(run)), rows: withoutOnce(histories, runs), findings, skipped, times };
}

/** Rows of a search or a reproduction that have no finding: nobody plans them again, and there are thousands of them in a night. */
function withoutOnce(histories: readonly RowHistory[], runs: readonly ReadRun[]): readonly RowHistory[] {
  const once = new Set(runs.filter(({ suite }) => suite === EXPLORE || suite === REPRO).map(({ run }) => run));
  return once.size === 0 ? histories : histories.filter(({ findings, entries }) => findings.length > 0 || entries.some(({ run }) => !once.has(run)));
}

/** A run of two suites is one of each. */
function ofRuns({ runs, rows, skipped }: ReadRecords, wanted: (run: ReadRun) => boolean): ReadRecords {
  const others = new Set(runs.filter((run) => !wanted(run)).map(({ run }) => run));
  if (others.size === 0) return { runs, rows, skipped };
  const left = rows.map(({ row, entries }) => ({ row, entries: entries.filter(({ run }) => !others.has(run)) })).filter(({ entries }) => entries.length > 0);
  return { runs: runs.filter(({ run }) => !others.has(run)), rows: left, skipped };
}

function declared(row: RowKey, entry: Entry, isKnown: IsKnown): Entry {
  if (entry.findings.length === 0) return entry;
  return { ...entry, findings: entry.findings.map((finding) => ({ ...finding, known: finding.known || isKnown({ fingerprint: finding.fingerprint, kernel: row.kernel, release: entry.release }) })) };
}

type Made = (run: string) => Promise<{ readonly file: RunFile; readonly rules: number | undefined } | undefined>;

/** run.json of a run, read once; a record that has lost it tells nothing. */
function partsIn(runs: readonly ReadRun[]): Made {
  const byId = new Map(runs.map((run) => [run.run, run]));
  const read = new Map<string, ReturnType<Made>>();
  const load = async (id: string): ReturnType<Made> => {
    const run = byId.get(id);
    const file = run && await readJson(recordFiles(run.folder).run, RUN_SCHEMA, runFileSchema).catch(() => undefined);
    return file && { file, rules: run.rules };
  };
  return (id) => {
    const known = read.get(id) ?? load(id);
    read.set(id, known);
    return known;
  };
}

async function changedAt({ status, first }: FindingGroup, made: Made): Promise<readonly Change[] | undefined> {
  const [before, after] = status === 'fixed' ? [first.lastBad, first.firstGood] : [first.lastGood, first.firstBad];
  const [then, now] = [before && await made(before.run), after && await made(after.run)];
  return then && now && changes(partsOf(then.file, first.row, then.rules), partsOf(now.file, first.row, now.rules));
}
