/** Which runs an open finding is told from: without any other, triage has to tell the same of it. */
import { rowText, sameInputs, type Entry } from './entry.ts';
import { evidenceOf, isOpen, type FindingHistory, type Since } from './finding-history.ts';
import { inKernelOrder } from './kernel-order.ts';
import { rowHistory, type RowHistory } from './row-history.ts';

/** Why a run is needed, by its id. */
export type Needed = ReadonlyMap<string, ReadonlySet<string>>;

/** Runs and reasons that come together. */
export class Reasons {
  readonly #all = new Map<string, Set<string>>();

  get all(): Needed {
    return this.#all;
  }

  need(entry: Entry | undefined, why: string): void {
    if (entry) this.#all.set(entry.run, (this.#all.get(entry.run) ?? new Set()).add(why));
  }

  has(run: string): boolean {
    return this.#all.has(run);
  }
}

/** What open findings always need: what changed lies between the last good and the first bad run, and the newest bad one has the evidence. */
export function needAlways(rows: readonly RowHistory[], reasons: Reasons): void {
  const open = rows.flatMap((history) => history.findings.filter(({ status }) => isOpen(status)).map((finding) => ({ history, finding })));
  for (const { history, finding } of open) {
    const which = whichOf(history, finding);
    reasons.need(finding.lastGood, `the last good run before ${which}`);
    reasons.need(finding.firstBad, `the first bad run of ${which}`);
    if (finding.lastBad !== finding.firstBad) reasons.need(finding.lastBad, `the last bad run, by kernel, of ${which}`);
    if (finding.newestBad !== finding.firstBad && finding.newestBad !== finding.lastBad) reasons.need(finding.newestBad, `the newest bad run of ${which}`);
    reasons.need(finding.earlier?.lastBad, `had ${which} before it was fixed and came back`);
    reasons.need(finding.earlier?.firstGood, `was without ${which} before it came back`);
    reasons.need(history.entries.at(-1), `the newest run of the row of ${which}`);
  }
  if (open.length > 0) reasons.need(rows.flatMap(({ entries }) => entries.at(-1) ?? []).reduce((one, other) => (other.run > one.run ? other : one)), 'the newest run of all, by which it is told what was run lately');
}

/**
 * Runs that are missing for the row's story to stay what it is when only those that stay are left: of an open finding everything that is told, of another one that
 * it does not open again. Empty where nothing is missing.
 */
export function needToTell(history: RowHistory, times: Since, stays: (run: string) => boolean, reasons: Reasons): boolean {
  if (history.findings.length === 0) return false;
  const left = rowHistory(history.row, history.entries.filter(({ run }) => stays(run)), times);
  const ordered = inKernelOrder(history.entries);
  let isMissing = false;
  for (const finding of history.findings) {
    const after = left.findings.find((one) => one.finding.fingerprint === finding.finding.fingerprint);
    if (isOpen(finding.status) ? after && isSameStory(finding, after) : !after || after.status === finding.status) continue;
    // As little as it takes: what is counted, else all that bears on it, else everything, for the order of kernels hangs on entries that say nothing besides.
    const steps = [counted(finding, ordered), evidenceOf(finding.finding, ordered).map(({ entry }) => entry), history.entries];
    const more = steps.map((entries) => entries.filter(({ run }) => !stays(run))).find((entries) => entries.length > 0) ?? [];
    for (const entry of more) reasons.need(entry, `counts in the story of ${whichOf(history, finding)}`);
    isMissing ||= more.length > 0;
  }
  return isMissing;
}

/** Of one that is fixed what shows it; of an open one the n of which it was seen k times. */
function counted({ finding, firstBad, firstGood, lastBad, status }: FindingHistory, ordered: readonly Entry[]): readonly Entry[] {
  if (!isOpen(status)) return firstGood ? [firstBad, lastBad, firstGood] : [];
  const evidence = evidenceOf(finding, ordered);
  const from = evidence.findIndex(({ entry }) => entry === firstBad);
  const bad = evidence.slice(from).flatMap(({ entry, sighted }) => (sighted ? [entry] : []));
  const twins = evidence.slice(0, from).map(({ entry }) => entry).filter((entry) => bad.some((one) => sameInputs(one, entry) === true));
  return [...twins, ...evidence.slice(from).map(({ entry }) => entry)];
}

/** k of n is told of what comes and goes; what shows whenever it could says the same by fewer runs. */
function isSameStory(one: FindingHistory, other: FindingHistory): boolean {
  const comesAndGoes = one.rate.seen < one.rate.of || other.rate.seen < other.rate.of;
  return JSON.stringify(told(one, comesAndGoes)) === JSON.stringify(told(other, comesAndGoes));
}

const told = ({ status, was, why, rate, lastGood, firstBad, lastBad, newestBad, firstGood, earlier }: FindingHistory, comesAndGoes: boolean): unknown =>
  [status, was, why, comesAndGoes && rate, ...[lastGood, firstBad, lastBad, newestBad, firstGood, earlier?.lastBad, earlier?.firstGood].map((entry) => entry?.run ?? '')];

const whichOf = ({ row }: RowHistory, { finding: { fingerprint } }: FindingHistory): string => `${fingerprint} in ${rowText(row)}`;
