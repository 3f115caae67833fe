/** summary.json: what a run came to, one row per scenario x machine x kernel x policy x attribute value. */
import { z } from 'zod';
import type { ExitStatus, FindingKind, Verdict } from '../judge/verdict.ts';
import type { DeepReadonly, SameType } from './schema-types.ts';

/** A reader refuses newer ones and reads all older ones. 2 added what triage needs: `notRun`, and of a row `build`, `inputs`, `from` and `expected`. */
export const SUMMARY_SCHEMA = 2;

export const verdictSchema = z.enum(['pass', 'model-mismatch', 'kernel-crash', 'guest-hang', 'boot-failure', 'infra-failure', 'unsupported', 'unknown']);
export const findingKindSchema = z.enum(['errno', 'state', 'calls', 'log', 'conservation']);
export const exitStatusSchema = z.union([0, 1, 2, 3, 4, 64, 70, 130].map((status) => z.literal(status as ExitStatus)));

export const digest = z.string().regex(/^[0-9a-f]{16}$/, 'the first 16 digits of a sha256');

const summaryFinding = z.strictObject({
  kind: findingKindSchema,
  title: z.string().min(1),
  fingerprint: z.string().min(1),
  /** Index of the operation that showed it, -1 for the baseline or the boot. */
  operation: z.int().min(-1),
  /** Declared in a file of known issues: keeps its verdict and does not count. */
  known: z.boolean(),
});

export const summaryRowSchema = z.strictObject({
  name: z.string().min(1),
  machine: z.string().min(1),
  /** As it was asked for. */
  kernel: z.string().min(1),
  /** uname -r; empty where no guest of this row came far enough to tell. */
  kernelRelease: z.string(),
  policy: z.string().min(1),
  verdict: verdictSchema,
  reason: z.string().optional(),
  /** Fresh guests that were started for it. */
  attempts: z.int().nonnegative(),
  checkedOperations: z.int().nonnegative(),
  /** An injected fault. */
  fault: z.string().optional(),
  findings: z.array(summaryFinding),
  /** The first digits of the sha256 of the kernel's image, and of a hash over everything the row was made of; absent where no guest was started. */
  build: digest.optional(),
  inputs: digest.optional(),
  /** The run that ran it, where the row was taken over from there (`run --resume`). */
  from: z.string().optional(),
  /** It is `unsupported`, and its suite expects that for the kernel. */
  expected: z.literal(true).optional(),
});

/** A row that was planned and not started. */
export const notRunSchema = z.strictObject({ name: z.string().min(1), machine: z.string().min(1), kernel: z.string().min(1), policy: z.string().min(1), reason: z.string() });

export const summarySchema = z.strictObject({
  schema: z.int().min(1).max(SUMMARY_SCHEMA),
  runId: z.string().min(1),
  suite: z.string().min(1),
  /** Version of the rules that judged it. */
  rules: z.int().positive(),
  verdict: verdictSchema,
  exitStatus: exitStatusSchema,
  scenarios: z.array(summaryRowSchema),
  notRun: z.array(notRunSchema).optional(),
});

export type SummaryFinding = DeepReadonly<z.output<typeof summaryFinding>>;
export type SummaryRow = DeepReadonly<z.output<typeof summaryRowSchema>>;
export type NotRun = DeepReadonly<z.output<typeof notRunSchema>>;
export type Summary = DeepReadonly<z.output<typeof summarySchema>>;

/** Every finding of it is declared known: it keeps its verdict and does not count. */
export const isKnown = ({ findings }: Pick<SummaryRow, 'findings'>): boolean => findings.length > 0 && findings.every(({ known }) => known);

true satisfies SameType<z.output<typeof verdictSchema>, Verdict>;
true satisfies SameType<z.output<typeof findingKindSchema>, FindingKind>;
true satisfies SameType<z.output<typeof exitStatusSchema>, ExitStatus>;
