/**
 * What an entry says about a finding. Only a kernel that was driven past the operation can acquit it: infrastructure that failed, rows that are
 * unsupported or were not run, and rows that another finding ended before are no evidence that anything was fixed.
 */
import { mayMatch } from '../judge/log/matching.ts';
import type { Entry, RowKey, Sighted } from './entry.ts';

/** What an entry has of findings, with one for a kernel that crashed or hung without a report that would say so. */
export function sightings({ name }: Pick<RowKey, 'name'>, { run, verdict, findings: all, checkedOperations }: Entry): readonly Sighted[] {
  // By itself a stall says nothing: a host short of time makes a sound guest do that.
  if (verdict === 'unknown') return [];
  // A report that is not whole must not be taken for another one: it is a finding of its run alone.
  const findings = all.every(mayMatch) ? all : all.map((finding) => (mayMatch(finding) ? finding : { ...finding, fingerprint: `${finding.fingerprint}/${run}` }));
  const mute = (verdict === 'guest-hang' || verdict === 'kernel-crash') && !findings.some(({ kind }) => kind === 'log');
  if (!mute) return findings;
  const known = findings.length > 0 && findings.every((finding) => finding.known);
  return [...findings, { kind: 'verdict', title: `${verdict} in ${name}`, fingerprint: `${verdict}/${name}`, operation: checkedOperations, known }];
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
