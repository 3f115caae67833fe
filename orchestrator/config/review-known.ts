/** What a run says about the list of known issues itself: an entry that nobody looks after hides the next finding that resembles it. */
import { coversKernel, hasExpired, type KnownIssue } from './known-issues.ts';

/** A row of a run that was judged. */
export interface ReviewedRow {
  /** As it was asked for. */
  readonly kernel: string;
  /** uname -r; empty where no guest came far enough to tell. */
  readonly kernelRelease: string;
  readonly checkedOperations: number;
  readonly findings: readonly { readonly fingerprint: string }[];
}

export interface KnownReview {
  readonly expired: readonly KnownIssue[];
  /** Not found, though operations were checked on a kernel that is said to have it. */
  readonly unseen: readonly KnownIssue[];
}

export function reviewKnown(issues: readonly KnownIssue[], rows: readonly ReviewedRow[], today: string): KnownReview {
  const unseen = issues.filter((issue) => {
    const covered = rows.filter((row) => row.kernelRelease !== '' && coversKernel(issue, { kernel: row.kernel, release: row.kernelRelease }));
    return covered.some(({ checkedOperations }) => checkedOperations > 0) && !covered.some(({ findings }) => findings.some(({ fingerprint }) => fingerprint === issue.fingerprint));
  });
  return { expired: issues.filter((issue) => hasExpired(issue, today)), unseen: unseen.filter((issue) => !hasExpired(issue, today)) };
}
