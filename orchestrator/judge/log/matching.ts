/** Which reports may be taken for each other. */
import { fingerprint } from '../fingerprint.ts';
import type { LogReport } from './report.ts';

/** In front of the fingerprint of a finding that must not be matched: a finding needs one, a report that is not whole has none. */
const UNMATCHED = 'unmatched-';

export const fingerprintOf = (report: LogReport): string => report.fingerprint ?? `${UNMATCHED}${fingerprint('log', `${report.title}\n${report.reason ?? ''}`)}`;

/** Whether a finding may be looked up in history and among known issues by its fingerprint. */
export const mayMatch = (finding: { readonly fingerprint: string }): boolean => !finding.fingerprint.startsWith(UNMATCHED);
