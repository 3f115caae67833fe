/** sensitivity.json: which mutants of a kernel were noticed, by which witness, where, after how many operations; and why the others were not. */
import { z } from 'zod';
import type { DeepReadonly } from './schema-types.ts';
import { findingKindSchema, verdictSchema } from './summary.ts';

export const SENSITIVITY_SCHEMA = 1;

/** `not-tried` where the kernel has not the function, or the fault never fired. */
export const ENDINGS = ['caught', 'survived', 'not-tried'] as const;

const rowKey = { name: z.string().min(1), machine: z.string().min(1), policy: z.string().min(1) };

const triedMutant = z.strictObject({
  name: z.string().min(1),
  what: z.string().min(1),
  /** Of SEMANTICS 12. */
  rows: z.array(z.string()),
  during: z.string(),
  /** In words. */
  fault: z.string(),
  ended: z.enum(ENDINGS),
  /** The witnesses, and a verdict that says more than they do. */
  by: z.array(z.union([findingKindSchema, verdictSchema])),
  /** The row that noticed it; absent where none did. */
  in: z.strictObject(rowKey).optional(),
  /** Checked operations of all rows until it was noticed. */
  after: z.int().positive().optional(),
  /** How many rows it ran in that came to what it does wrong. */
  ran: z.int().nonnegative(),
  /** Why it survived or was not tried. */
  why: z.string().optional(),
});

export const sensitivitySchema = z.strictObject({
  schema: z.int().min(1).max(SENSITIVITY_SCHEMA),
  suites: z.array(z.string()),
  machines: z.array(z.string()).optional(),
  kernel: z.string(),
  mutants: z.array(triedMutant),
  /** Rows that the kernel itself does not pass: they say nothing about mutants of it. */
  leftOut: z.array(z.strictObject({ ...rowKey, why: z.string() })),
});

export type SensitivityFile = DeepReadonly<z.output<typeof sensitivitySchema>>;
export type TriedMutant = SensitivityFile['mutants'][number];
export type Ending = TriedMutant['ended'];
