/** Whether a finding is declared known, by the list as it is today. */
import type { IsKnown } from '../triage/triage.ts';
import { knownAs, loadKnownIssues } from '../config/known-issues.ts';

/** @param file daxlab's own list unless given. Throws ConfigError. */
export async function knownToday(file: string | undefined): Promise<IsKnown> {
  const issues = await loadKnownIssues(file);
  const today = new Date().toISOString().slice(0, 10);
  return ({ fingerprint, kernel, release }) => knownAs(issues, { fingerprint, kernel, release: release === '' ? undefined : release }, today) !== undefined;
}
