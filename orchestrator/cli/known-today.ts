/** Whether a finding is declared known, by the list as it is today. */
import { knownAs, loadKnownIssues } from '../config/known-issues.ts';

export type IsKnown = (finding: { readonly fingerprint: string; readonly kernel: string; readonly release: string }) => boolean;

/** @param file daxlab's own list unless given. Throws ConfigError. */
export async function knownToday(file: string | undefined): Promise<IsKnown> {
  const issues = await loadKnownIssues(file);
  const today = new Date().toISOString().slice(0, 10);
  return ({ fingerprint, kernel, release }) => knownAs(issues, { fingerprint, kernel, release: release === '' ? undefined : release }, today) !== undefined;
}
