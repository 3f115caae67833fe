/** One line of events.ndjson: what was seen of a guest (the judge's Evidence) or what daxlab itself did. */
import { z } from 'zod';
import type { Evidence } from '../judge/evidence.ts';
import type { Finding } from '../judge/verdict.ts';
import { eventLine, type Envelope, type Place } from './event-line.ts';
import { EVIDENCE } from './evidence-schema.ts';
import type { DeepReadonly, SameType } from './schema-types.ts';
import { startedWith } from './run-file.ts';
import { exitStatusSchema, findingKindSchema, summaryRowSchema, verdictSchema } from './summary.ts';

export const findingSchema = z.strictObject({
  kind: findingKindSchema,
  title: z.string(),
  fingerprint: z.string(),
  operation: z.int(),
  differences: z.array(z.strictObject({ fact: z.string(), expected: z.string(), seen: z.string() })),
  log: z.array(z.string()),
});

const knownIssueSchema = z.strictObject({ fingerprint: z.string(), kernels: z.array(z.string()), link: z.string(), why: z.string(), expires: z.string() });

const itemKey = { scenario: z.string(), machine: z.string(), kernel: z.string(), policy: z.string(), attribute: z.string().optional(), time: z.int().positive().optional() };

const RUN_EVENTS = [
  eventLine({ type: z.literal('run-started'), suite: z.string(), items: z.array(z.strictObject({ id: z.string(), ...itemKey })) }),
  /** A phase: what daxlab is doing for this item, or for the run where there is no item. */
  eventLine({ type: z.literal('progress'), what: z.string() }),
  eventLine({ type: z.literal('item-started'), ...itemKey }),
  /** `quiet`: after a stall, with no other guest beside it. */
  eventLine({ type: z.literal('attempt-started'), quiet: z.literal(true).optional() }),
  /** The guest's QEMU was started; run.json has it too, but not before its next writing. */
  eventLine({ type: z.literal('guest-started'), ...startedWith }),
  eventLine({ type: z.literal('attempt-ended'), verdict: verdictSchema, reason: z.string().optional() }),
  /** How often the attempt exercised each item of SEMANTICS, by the item's id. */
  eventLine({ type: z.literal('covered'), counts: z.record(z.string(), z.int().positive()) }),
  /** The row as it will stand in summary.json, and every finding with its evidence. */
  eventLine({
    type: z.literal('item-judged'), row: summaryRowSchema, findings: z.array(findingSchema),
    /** The run whose record has the evidence, where the row was taken over from it (`run --resume`). */
    from: z.string().optional(),
  }),
  /** The row is the smallest sequence that shows a finding of `row`, in this run or the one that is named: how many operations that did, in how many guests they showed it again, and how many guests shrinking took. */
  eventLine({ type: z.literal('shrunk'), fingerprint: z.string(), row: z.string(), run: z.string().optional(), operations: z.int().positive(), shown: z.int().nonnegative(), of: z.int().nonnegative(), guests: z.int().nonnegative() }),
  /** A row that was asked for and will not be started. */
  eventLine({ type: z.literal('item-not-run'), reason: z.string() }),
  /** What the run says about the list of known issues: entries whose day has passed, and such as were not found where they should have been. */
  eventLine({ type: z.literal('known-issues'), expired: z.array(knownIssueSchema), unseen: z.array(knownIssueSchema) }),
  eventLine({ type: z.literal('run-ended'), verdict: verdictSchema, exitStatus: exitStatusSchema }),
] as const;

export const eventSchema = z.discriminatedUnion('type', [...EVIDENCE, ...RUN_EVENTS]);

/** Whether it is what was seen of a guest, and the judge's to weigh. */
export const isEvidence = (event: RecordEvent): event is Evidence & Envelope => TYPES_OF_EVIDENCE.has(event.type);
const TYPES_OF_EVIDENCE: ReadonlySet<string> = new Set<string>(EVIDENCE.map(({ shape }) => shape.type.value));

type WithoutEnvelope<Line> = Line extends Envelope ? Omit<Line, keyof Envelope> : never;
export type RunEvent = DeepReadonly<WithoutEnvelope<z.output<(typeof RUN_EVENTS)[number]>>>;
/** What a writer is given; version and time are its own. */
export type NewEvent = (Evidence | RunEvent) & Place;
export type RecordEvent = (Evidence | RunEvent) & Envelope;

true satisfies SameType<z.output<typeof findingSchema>, Finding>;
