/**
 * What an entry says about a finding. Only a kernel that was driven past the operation can acquit it: infrastructure that failed, rows that are
 * unsupported or were not run, and rows that another finding ended before are no evidence that anything was fixed.
 */
import { mayMatch } from '../judge/log/matching.ts';
import type { Entry, Sighted } from './entry.ts';

/** What an entry has of findings. */
export function sightings({ run, verdict, findings }: Entry): readonly Sighted[] {
  // By itself a stall says nothing: a host short of time makes a sound guest do that.
  if (verdict === 'unknown') return [];
  // A report that is not whole must not be taken for another one: it is a finding of its run alone.
  return findings.every(mayMatch) ? findings : findings.map((finding) => (mayMatch(finding) ? finding : { ...finding, fingerprint: `${finding.fingerprint}/${run}` }));
}

/**
 * Whether an entry that does not have a finding shows that the kernel is free of it: it went beyond the operation that had shown it. What holds over a whole
 * scenario is looked at when it is over, which a difference of errno or state and a report of the kernel prevent.
 */
export function acquits({ verdict, checkedOperations, findings }: Entry, { kind, operation }: Pick<Sighted, 'kind' | 'operation'>): boolean {
  if (!ABOUT_THE_KERNEL.has(verdict) || checkedOperations <= operation) return false;
  return kind !== 'conservation' || !findings.some((finding) => ENDING.has(finding.kind));
}
const ENDING: ReadonlySet<Sighted['kind']> = new Set(['errno', 'state', 'log']);

const ABOUT_THE_KERNEL: ReadonlySet<Entry['verdict']> = new Set(['pass', 'model-mismatch', 'kernel-crash', 'guest-hang']);

/** Why an entry says nothing, in words. */
export function silence({ verdict, reason, findings }: Entry): string {
  if (verdict === 'not-run' || verdict === 'infra-failure' || verdict === 'unsupported' || verdict === 'unknown') return reason === undefined ? verdict : `${verdict}: ${reason}`;
  const [first] = findings;
  return first ? `ended before it: ${first.title}` : `${verdict}: it did not come to the operation`;
}
