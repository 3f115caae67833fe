import { expect, it } from 'vitest';
import type { KnownIssue } from './known-issues.ts';
import { reviewKnown, type ReviewedRow } from './review-known.ts';

const ISSUE: KnownIssue = { fingerprint: '0123456789abcdef', kernels: ['6.12'], link: 'https://example.org', why: 'a leak', expires: '2026-12-31' };
const FOUND = { fingerprint: ISSUE.fingerprint };
const row = (changes: Partial<ReviewedRow>): ReviewedRow => ({ kernel: 'debian:6.12', kernelRelease: '6.12.43+deb13', checkedOperations: 3, findings: [], ...changes });

it.each([
  ['seen', [row({}), row({ findings: [FOUND] })], '2026-01-01', [], []],
  ['not seen', [row({})], '2026-01-01', [], [ISSUE]],
  ['not seen on another kernel', [row({ kernel: 'debian:7.3', kernelRelease: '7.3.4' })], '2026-01-01', [], []],
  ['seen only on a kernel that is not said to have it', [row({}), row({ kernelRelease: '7.3.4', findings: [FOUND] })], '2026-01-01', [], [ISSUE]],
  ['not seen where no operation was checked', [row({ checkedOperations: 0 }), row({ kernelRelease: '' })], '2026-01-01', [], []],
  ['expired, seen or not', [row({})], '2027-01-01', [ISSUE], []],
  ['on its last day', [row({ findings: [FOUND] })], '2026-12-31', [], []],
] as const)('an entry that is %s', (_, rows, today, expired, unseen) => {
  expect(reviewKnown([ISSUE], rows, today)).toEqual({ expired, unseen });
});
