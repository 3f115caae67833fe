/** A file in qemu-configs/scenarios, checked. A step is one key with its argument: `- bind: kmem`, `- write-state: offline` with `blocks: all`. */
import { z } from 'zod';
import { ERRNO, ID_FILES, MAKERS, NOTIFIER_EVENTS, PINS, POLICY_NAMES, REGION_FILES, type InjectedErrno } from '../model/operation.ts';
import { REQUIREMENTS, type Action, type Scenario, type Step } from '../scenario/scenario.ts';
import { ALLOCATIONS } from '../model/fault.ts';
import { faultStep } from './fault.ts';
import { size } from './size.ts';

const dax = z.templateLiteral(['dax', z.int().nonnegative(), '.', z.int().nonnegative()]);
const dimm = z.templateLiteral(['dimm', z.int().nonnegative()]);
const device = dax.optional();
const owner = z.union([dax, dimm]).optional();
const blocks = z.union([z.enum(['all', 'first', 'last']), z.array(z.int().nonnegative()).min(1)], 'all, first, last or a list of positions');
const INJECTED = Object.keys(ERRNO).filter((name): name is Exclude<InjectedErrno, 'OK'> => name !== 'OK' && name !== 'EHWPOISON');
/** 0 has the event succeed again. */
const error = z.union([z.enum(INJECTED), z.literal(0).transform(() => 'OK' as const)], `0 or one of ${INJECTED.join(', ')}`);

const fault = faultStep.optional();
const withFault = (step: Action, found: Action['fault']): Action => (found ? { ...step, fault: found } : step);

const writeAttribute = z.strictObject({ 'write-attribute': z.coerce.string(), device, fault })
  .transform((step) => withFault({ kind: 'write-attribute', value: step['write-attribute'], device: step.device }, step.fault));
const bind = z.strictObject({ bind: z.literal('kmem'), device, fault }).transform((step) => withFault({ kind: 'bind', device: step.device }, step.fault));
const unbind = z.strictObject({ unbind: z.literal('kmem'), device, fault }).transform((step) => withFault({ kind: 'unbind', device: step.device }, step.fault));
const writeState = z.strictObject({ 'write-state': z.string(), blocks, device: owner, fault })
  .transform((step) => withFault({ kind: 'write-state', value: step['write-state'], blocks: step.blocks, device: step.device }, step.fault));
const writeId = z.strictObject({ 'write-id': z.enum(ID_FILES), driver: z.enum(['kmem', 'device_dax']).default('kmem'), value: z.coerce.string().optional(), device })
  .transform((step): Action => ({ kind: 'write-id', file: step['write-id'], driver: step.driver, value: step.value, device: step.device }));
const writeDaxState = z.strictObject({ 'write-dax-state': z.coerce.string(), device })
  .transform((step): Action => ({ kind: 'write-dax-state', value: step['write-dax-state'], device: step.device }));
const writeDaxSize = z.strictObject({ 'write-dax-size': z.coerce.string(), device }).transform((step): Action => ({ kind: 'write-dax-size', value: step['write-dax-size'], device: step.device }));
const writeDaxMapping = z.strictObject({ 'write-dax-mapping': z.coerce.string(), device }).transform((step): Action => ({ kind: 'write-dax-mapping', value: step['write-dax-mapping'], device: step.device }));
const writeDaxRegion = z.strictObject({ 'write-dax-region': z.enum(REGION_FILES), value: z.coerce.string(), region: z.int().nonnegative().default(0) })
  .transform((step): Action => ({ kind: 'write-dax-region', file: step['write-dax-region'], value: step.value, region: step.region }));
const injectNotifier = z.strictObject({ 'inject-notifier': z.enum(NOTIFIER_EVENTS), error })
  .transform((step): Action => ({ kind: 'inject-notifier', event: step['inject-notifier'], errno: step.error }));
const writePolicy = z.strictObject({ 'write-policy': z.enum(POLICY_NAMES), value: z.coerce.string() })
  .transform((step): Action => ({ kind: 'write-policy', policy: step['write-policy'], value: step.value }));
const poisonPage = z.strictObject({ 'poison-page': z.int().nonnegative(), blocks, device: owner })
  .transform((step): Action => ({ kind: 'poison-page', page: step['poison-page'], blocks: step.blocks, device: step.device }));

const fill = z.strictObject({ fill: z.union([z.literal('most'), size]), device: owner }).transform((step): Action => ({ kind: 'fill', size: step.fill, device: step.device }));
const pin = z.strictObject({ pin: z.enum(PINS), blocks, device: owner }).transform((step): Action => ({ kind: 'pin', by: step.pin, blocks: step.blocks, device: step.device }));
const release = z.strictObject({ release: z.literal('all') }).transform((): Action => ({ kind: 'release' }));

const plugDimm = z.strictObject({ 'plug-dimm': dimm, fault: fault.refine((one) => one?.in !== ALLOCATIONS, `the name of a function: ${ALLOCATIONS} are those of a process that writes`) })
  .transform((step): Action => withFault({ kind: 'plug-dimm', dimm: step['plug-dimm'] }, step.fault));
const unplugDimm = z.strictObject({ 'unplug-dimm': dimm }).transform((step): Action => ({ kind: 'unplug-dimm', dimm: step['unplug-dimm'] }));

const make = z.strictObject({ make: z.enum(MAKERS), device }).transform((step): Action => ({ kind: 'make', what: step.make, device: step.device }));
const destroy = z.strictObject({ destroy: z.enum(MAKERS), device }).transform((step): Action => ({ kind: 'destroy', what: step.destroy, device: step.device }));

const seekLeaks = z.strictObject({ 'seek-leaks': z.literal('kmemleak') }).transform((): Action => ({ kind: 'seek-leaks' }));

const unplugCxl = z.strictObject({ 'unplug-cxl': dax }).transform((step): Action => ({ kind: 'unplug-cxl', device: step['unplug-cxl'] }));
const plugCxl = z.strictObject({ 'plug-cxl': dax }).transform((step): Action => ({ kind: 'plug-cxl', device: step['plug-cxl'] }));

/** Two at least. */
const together = z.strictObject({ get together() { return z.array(single).min(2); } }).transform((step): Action => ({ kind: 'together', steps: step.together }));

/** Of every union of steps: one that fits none is told of all. */
const STEPS = 'write-attribute: VALUE, bind: kmem, unbind: kmem, write-id: new_id or remove_id, write-dax-state: VALUE, write-dax-size: BYTES, write-dax-mapping: FIRST-LAST, write-dax-region: create or delete with value, write-state: VALUE with blocks, write-policy: NAME with value, inject-notifier: EVENT with error, poison-page: PAGE with blocks, fill: SIZE or most, pin: pipe or long-term with blocks, release: all, make: region or namespace, destroy: region or namespace, unplug-cxl: DAX, plug-cxl: DAX, plug-dimm: DIMM, unplug-dimm: DIMM, seek-leaks: kmemleak, together: with steps, or repeat: TIMES with steps';

const single: z.ZodType<Action> = z.union(
  [writeAttribute, bind, unbind, writeId, writeDaxState, writeDaxSize, writeDaxMapping, writeDaxRegion, writeState, writePolicy, injectNotifier, poisonPage, fill, pin, release, make, destroy, unplugCxl, plugCxl, plugDimm, unplugDimm, seekLeaks],
  STEPS,
);
const action: z.ZodType<Action> = z.union([single, together], STEPS);
/** Asked before anything else: of a step that fits no alternative, nobody would say that it is for its fault. */
function faultInPlace(found: unknown, context: z.RefinementCtx): unknown {
  for (const path of misplaced(found)) context.addIssue({ code: 'custom', path, message: `expected none: a fault goes with a step of its own that is ${FAULTED.join(', ')}` });
  return found;
}

function misplaced(found: unknown): (string | number)[][] {
  if (typeof found !== 'object' || found === null) return [];
  const inside = (key: string, faults: (one: unknown) => (string | number)[][]): (string | number)[][] => {
    const steps = (found as Record<string, unknown>)[key];
    return Array.isArray(steps) ? steps.flatMap((one, place) => faults(one).map((path) => [key, place, ...path])) : [];
  };
  const own = 'fault' in found && !FAULTED.some((key) => key in found) ? [['fault']] : [];
  return [...own, ...inside('steps', misplaced), ...inside('together', (one) => (typeof one === 'object' && one !== null && 'fault' in one ? [['fault']] : []))];
}
const FAULTED = ['bind', 'unbind', 'write-state', 'write-attribute', 'plug-dimm'];

/** Bounded: each operation of a scenario is an observation as well. */
const MOST_TIMES = 1000;
const repeat = z.strictObject({ repeat: z.int().min(1).max(MOST_TIMES), get steps() { return z.array(step).min(1); } })
  .transform((found): Step => ({ kind: 'repeat', times: found.repeat, steps: found.steps }));
const step: z.ZodType<Step> = z.union([action, repeat], STEPS);

export const scenarioSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes'),
  description: z.string().min(1),
  requires: z.array(z.enum(REQUIREMENTS)).default([]),
  steps: z.array(z.preprocess(faultInPlace, step)).min(1),
}) satisfies z.ZodType<Scenario>;
