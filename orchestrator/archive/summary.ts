/** summary.json: what a run came to, one row per scenario x machine x kernel x policy x attribute value. */
import { z } from 'zod';
import type { ExitStatus, FindingKind, Verdict } from '../judge/verdict.ts';
import type { DeepReadonly, SameType } from './schema-types.ts';

export const SUMMARY_SCHEMA = 1;

export const verdictSchema = z.enum(['pass', 'model-mismatch', 'kernel-crash', 'guest-hang', 'boot-failure', 'infra-failure', 'unsupported', 'unknown']);
export const findingKindSchema = z.enum(['errno', 'state', 'calls', 'log', 'conservation']);
export const exitStatusSchema = z.union([0, 1, 2, 3, 4, 64, 70, 130].map((status) => z.literal(status as ExitStatus)));

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
});

export const summarySchema = z.strictObject({
  schema: z.literal(SUMMARY_SCHEMA),
  runId: z.string().min(1),
  suite: z.string().min(1),
  /** Version of the rules that judged it. */
  rules: z.int().positive(),
  verdict: verdictSchema,
  exitStatus: exitStatusSchema,
  scenarios: z.array(summaryRowSchema),
});

export type SummaryFinding = DeepReadonly<z.output<typeof summaryFinding>>;
export type SummaryRow = DeepReadonly<z.output<typeof summaryRowSchema>>;
export type Summary = DeepReadonly<z.output<typeof summarySchema>>;

/** Every finding of it is declared known: it keeps its verdict and does not count. */
export const isKnown = ({ findings }: Pick<SummaryRow, 'findings'>): boolean => findings.length > 0 && findings.every(({ known }) => known);

true satisfies SameType<z.output<typeof verdictSchema>, Verdict>;
true satisfies SameType<z.output<typeof findingKindSchema>, FindingKind>;
true satisfies SameType<z.output<typeof exitStatusSchema>, ExitStatus>;
