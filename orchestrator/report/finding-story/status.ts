/** What has become of a finding over the runs beside its own, up to that: as triage tells it. */
import type { RecordedFinding } from '../../archive/recorded-finding.ts';
import type { Entry } from '../../triage/entry.ts';
import type { Status } from '../../triage/finding-history.ts';
import type { RunsBefore } from '../runs-before.ts';
import { Histories, STATUS_WORDS } from '../standing.ts';

export interface FindingStatus {
  readonly status: Status;
  /** The run that showed it first in this row, and the last one before it that did not, each with its kernel. */
  readonly since: RunAndKernel;
  readonly lastGood?: RunAndKernel | undefined;
  /** `seen` of `of` runs that could have shown it. */
  readonly seen: number;
  readonly of: number;
}

export interface RunAndKernel {
  readonly run: string;
  readonly kernel: string;
}

/** Undefined where there is no other run beside it, or the run was killed before it had a summary. @param folder the record's */
export async function findingStatus(folder: string, { row, finding: { fingerprint } }: RecordedFinding, before: RunsBefore): Promise<FindingStatus | undefined> {
  const history = new Histories(await before(folder)).finding(row, fingerprint);
  if (!history) return undefined;
  const { status, firstBad, lastGood, rate } = history;
  return { status, since: at(firstBad), lastGood: lastGood && at(lastGood), seen: rate.seen, of: rate.of };
}

const at = ({ run, release }: Entry): RunAndKernel => ({ run, kernel: release });

/** `still failing since run 20251122-094105-417-9f3c (6.12.43); last good run … (6.12.95); seen in 3 of 4` */
export function statusText({ status, since, lastGood, seen, of }: FindingStatus): string {
  return [`${STATUS_WORDS[status]} since run ${named(since)}`, ...(lastGood ? [`last good run ${named(lastGood)}`] : ['no good run before it']), `seen in ${seen} of ${of} runs that tell`].join('; ');
}

const named = ({ run, kernel }: RunAndKernel): string => (kernel === '' ? run : `${run} (${kernel})`);
