/** A file in qemu-configs/scenarios, checked. A step is one key with its argument: `- bind: kmem`, `- write-state: offline` with `blocks: all`. */
import { z } from 'zod';
import { REQUIREMENTS, type Scenario, type Step } from '../scenario/scenario.ts';

const device = z.templateLiteral(['dax', z.int().nonnegative(), '.', z.int().nonnegative()]).optional();
const blocks = z.union([z.enum(['all', 'first', 'last']), z.array(z.int().nonnegative()).min(1)], 'all, first, last or a list of positions');

const writeAttribute = z.strictObject({ 'write-attribute': z.coerce.string(), device })
  .transform((step): Step => ({ kind: 'write-attribute', value: step['write-attribute'], device: step.device }));
const bind = z.strictObject({ bind: z.literal('kmem'), device }).transform((step): Step => ({ kind: 'bind', device: step.device }));
const unbind = z.strictObject({ unbind: z.literal('kmem'), device }).transform((step): Step => ({ kind: 'unbind', device: step.device }));
const writeState = z.strictObject({ 'write-state': z.string(), blocks, device })
  .transform((step): Step => ({ kind: 'write-state', value: step['write-state'], blocks: step.blocks, device: step.device }));

const step = z.union([writeAttribute, bind, unbind, writeState], 'write-attribute: VALUE, bind: kmem, unbind: kmem or write-state: VALUE with blocks');

export const scenarioSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes'),
  description: z.string().min(1),
  requires: z.array(z.enum(REQUIREMENTS)).default([]),
  steps: z.array(step).min(1),
}) satisfies z.ZodType<Scenario>;
