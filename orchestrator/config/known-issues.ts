/** Issues of kernels that are known: findings that are told and not counted, until a date. qemu-configs/known-issues.yaml, or a file like it. */
import { join } from 'node:path';
import { z } from 'zod';
import { CONFIG_FOLDER } from './catalogue.ts';
import { kernelPatterns } from './kernel-pattern.ts';
import { loadFile } from './load-file.ts';
import { matchesKernel } from './suite-filter.ts';

/** The file that comes with daxlab. */
export const KNOWN_ISSUES = join(CONFIG_FOLDER, 'known-issues.yaml');

const WRITTEN_UP = 'where the issue is written up: an address, or a page such as memory-block-leak.md beside the list';
const FINGERPRINT = 'a fingerprint of 16 hexadecimal digits in quotes, as summary.json has it';

const knownIssue = z.strictObject({
  /** Of the finding, as summary.json has it. */
  fingerprint: z.string(FINGERPRINT).regex(/^[0-9a-f]{16}$/, FINGERPRINT),
  kernels: kernelPatterns,
  link: z.union([z.url({ protocol: /^https?$/ }), z.string().regex(/^[\w./-]+\.md$/)], WRITTEN_UP),
  why: z.string().min(1),
  /** The last day on which it is known. */
  expires: z.iso.date('a day such as 2026-12-31'),
});
const knownIssuesSchema = z.strictObject({ issues: z.array(knownIssue) });

export type KnownIssue = z.output<typeof knownIssue>;

/** Throws ConfigError. */
export async function loadKnownIssues(file = KNOWN_ISSUES): Promise<readonly KnownIssue[]> {
  return (await loadFile(file, 'file of known issues', knownIssuesSchema)).issues;
}

/** A finding on the kernel that was asked for as `kernel` and called itself `release`. */
export interface SeenFinding {
  readonly fingerprint: string;
  readonly kernel: string;
  readonly release?: string | undefined;
}

/** The entry that declares the finding, undefined where none does. `today` is a day such as 2026-12-31: what has expired declares nothing. */
export function knownAs(issues: readonly KnownIssue[], finding: SeenFinding, today: string): KnownIssue | undefined {
  return issues.find((issue) => issue.fingerprint === finding.fingerprint && !hasExpired(issue, today) && coversKernel(issue, finding));
}

export const hasExpired = ({ expires }: Pick<KnownIssue, 'expires'>, today: string): boolean => today > expires;

export const coversKernel = ({ kernels }: Pick<KnownIssue, 'kernels'>, kernel: Omit<SeenFinding, 'fingerprint'>): boolean =>
  kernels.some((pattern) => matchesKernel(pattern, kernel));
