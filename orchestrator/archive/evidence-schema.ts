/** The judge's Evidence as it stands in a record. */
import { z } from 'zod';
import type { Evidence } from '../judge/evidence.ts';
import { ERRNO, ID_FILES, MAKERS, NOTIFIER_EVENTS, PINS, POLICY_NAMES, REGION_FILES, type DimmName, type InjectedErrno, type Operation } from '../model/operation.ts';
import { GENERATIONS } from '../model/semantics.ts';
import { calledFunction, callSchema } from './call-schema.ts';
import { eventLine, type Envelope } from './event-line.ts';
import { faultSchema } from './fault-schema.ts';
import { block, bytes, daxDriver, daxName, node, observationSchema, pages, pfn } from './observation-schema.ts';
import type { SameType } from './schema-types.ts';

const index = z.int();
const count = z.int().nonnegative();
const reason = z.string();
const phase = z.enum(['boot', 'prepare', 'baseline', 'operation', 'observe']);

const injected = z.enum(Object.keys(ERRNO).filter((name): name is InjectedErrno => name !== 'EHWPOISON'));

const dimmName = z.string().regex(/^dimm\d+$/) as unknown as z.ZodType<DimmName, DimmName>;

const singleOperations = [
  z.strictObject({ kind: z.literal('write-attribute'), device: daxName, value: z.string() }),
  z.strictObject({ kind: z.literal('bind'), device: daxName }),
  z.strictObject({ kind: z.literal('unbind'), device: daxName }),
  z.strictObject({ kind: z.literal('write-id'), driver: daxDriver, file: z.enum(ID_FILES), value: z.string() }),
  z.strictObject({ kind: z.literal('write-dax-state'), device: daxName, value: z.string() }),
  z.strictObject({ kind: z.literal('write-dax-size'), device: daxName, value: z.string() }),
  z.strictObject({ kind: z.literal('write-dax-mapping'), device: daxName, value: z.string() }),
  z.strictObject({ kind: z.literal('write-dax-region'), region: count, file: z.enum(REGION_FILES), value: z.string() }),
  z.strictObject({ kind: z.literal('write-state'), block, value: z.string() }),
  z.strictObject({ kind: z.literal('write-policy'), policy: z.enum(POLICY_NAMES), value: z.string() }),
  z.strictObject({ kind: z.literal('make'), what: z.enum(MAKERS), device: daxName }),
  z.strictObject({ kind: z.literal('destroy'), what: z.enum(MAKERS), device: daxName }),
  z.strictObject({ kind: z.literal('unplug-cxl'), device: daxName }),
  z.strictObject({ kind: z.literal('plug-cxl'), device: daxName }),
  z.strictObject({ kind: z.literal('plug-dimm'), dimm: dimmName, start: bytes, size: bytes, node }),
  z.strictObject({ kind: z.literal('unplug-dimm'), dimm: dimmName }),
  z.strictObject({ kind: z.literal('inject-notifier'), event: z.enum(NOTIFIER_EVENTS), errno: injected }),
  z.strictObject({ kind: z.literal('poison-page'), block, pfn }),
  z.strictObject({ kind: z.literal('fill'), node, pages }),
  z.strictObject({ kind: z.literal('pin'), block, node, by: z.enum(PINS) }),
  z.strictObject({ kind: z.literal('release') }),
  z.strictObject({ kind: z.literal('seek-leaks') }),
] as const;

const [firstOperation, ...otherOperations] = singleOperations;
const fault = faultSchema.optional();

export const operationSchema = z.discriminatedUnion('kind', [
  firstOperation.extend({ fault }), ...otherOperations.map((operation) => operation.extend({ fault })), z.strictObject({ kind: z.literal('together'), operations: z.array(z.discriminatedUnion('kind', singleOperations)) }),
]);

const write = z.strictObject({ path: z.string(), value: z.string() });

const begun = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('boot'), why: z.string() }),
  z.strictObject({ how: z.literal('fork'), snapshot: z.string(), savedAt: z.enum(['started', 'prepared']) }),
]);

/** One line per type of evidence. */
export const EVIDENCE = [
  eventLine({ type: z.literal('booted'), release: z.string(), accelerator: z.string(), begun: begun.optional() }),
  eventLine({
    type: z.literal('call-witness'),
    observable: z.array(z.strictObject({ fn: calledFunction, altmap: z.boolean() })),
    missing: z.array(z.strictObject({ fn: calledFunction, why: z.string() })),
  }),
  eventLine({ type: z.literal('baseline'), observation: observationSchema, semantics: z.enum(GENERATIONS).optional() }),
  eventLine({ type: z.literal('operation'), index, operation: operationSchema, write: write.optional(), writes: z.array(write).optional() }),
  eventLine({ type: z.literal('fault'), index, was: z.enum(['armed', 'fired', 'not-fired']), calls: count.optional() }),
  eventLine({ type: z.literal('result'), index, errno: z.int(), also: z.array(z.int()).optional(), cut: z.array(count).optional() }),
  eventLine({ type: z.literal('called'), index, calls: z.array(callSchema) }),
  eventLine({ type: z.literal('observed'), index, observation: observationSchema }),
  eventLine({ type: z.literal('kernel-log'), lines: z.array(z.string()), operation: z.int().optional() }),
  eventLine({ type: z.literal('log-account'), index, account: z.strictObject({ first: count, next: count, read: count, overrun: z.boolean(), printed: count }) }),
  eventLine({ type: z.literal('guest-lost'), phase, how: z.enum(['hang', 'exit', 'connection']), reason }),
  eventLine({ type: z.literal('boot-failed'), reason }),
  eventLine({ type: z.literal('infrastructure'), phase, reason }),
  eventLine({ type: z.literal('unsupported'), reason }),
  eventLine({ type: z.literal('completed') }),
] as const;

true satisfies SameType<z.output<typeof operationSchema>, Operation>;
true satisfies SameType<z.output<(typeof EVIDENCE)[number]>, Evidence & Envelope>;
