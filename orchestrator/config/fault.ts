/**
 * A fault as a step of a scenario has it, beside what it is armed for:
 * `fault: { in: create_memory_block_devices, call: 3, returns: ENOMEM }`. Instead of `returns`: `skip: true`, `argument: 3` or `argument: 4` with
 * `offset` and `size`, both with `becomes`, or `count: true`. With `perhaps: true` there may be fewer calls. Instead of `call`: `when: { argument: 1, is: 0x110000000 }`. `in: allocations` is no function (model/fault.ts).
 */
import { z } from 'zod';
import { ERRNO } from '../model/errno.ts';
import { ALLOCATIONS, ARGUMENT_NUMBERS, FIELD_SIZES, type Effect, type Fault, type FaultErrno, type Occasion } from '../model/fault.ts';

const oneOf = <Value extends number>(values: readonly Value[]): z.ZodType<Value> => z.union(values.map((value) => z.literal(value)), `one of ${values.join(', ')}`);
const argument = oneOf(ARGUMENT_NUMBERS);
const errnos = Object.keys(ERRNO).filter((name): name is FaultErrno => name !== 'OK' && name !== 'EHWPOISON');

/** A whole name of C, so that it is told from an address or a pattern. */
const name = z.string().regex(/^[A-Za-z_][\w.]*$/, 'the name of a kernel function');
const where = z.union([
  z.strictObject({ in: name, call: z.int().positive(), perhaps: z.literal(true).optional() })
    .transform((found) => ({ in: found.in, at: { call: found.call, ...(found.perhaps && { perhaps: true as const }) } satisfies Occasion })),
  z.strictObject({ in: name, when: z.strictObject({ argument, is: z.int() }) }).transform((found) => ({ in: found.in, at: found.when satisfies Occasion })),
  z.strictObject({ in: name }).transform((found) => ({ in: found.in, at: { call: 1 } satisfies Occasion })),
]);
const what = z.union([
  z.strictObject({ returns: z.enum(errnos), after: z.literal('running').optional() })
    .transform((found): Effect => ({ kind: 'fail', errno: found.returns, ...(found.after && { after: true as const }) })),
  z.strictObject({ skip: z.literal(true) }).transform((): Effect => ({ kind: 'skip' })),
  z.strictObject({ argument, offset: z.int().nonnegative(), size: oneOf(FIELD_SIZES).default(8), becomes: z.int() })
    .transform((found): Effect => ({ kind: 'set-field', argument: found.argument, offset: found.offset, size: found.size, value: found.becomes })),
  z.strictObject({ argument, becomes: z.int() }).transform((found): Effect => ({ kind: 'set-argument', argument: found.argument, value: found.becomes })),
  z.strictObject({ count: z.literal(true) }).transform((): Effect => ({ kind: 'count' })),
]);

const WHERE = ['in', 'call', 'perhaps', 'when'];
const part = (found: Readonly<Record<string, unknown>>, keys: (key: string) => boolean): Readonly<Record<string, unknown>> => Object.fromEntries(Object.entries(found).filter(([key]) => keys(key)));

/** All that the kernel does by itself. */
const failsAllocation = ({ at, does }: Fault): boolean => 'call' in at && (does.kind === 'count' || (does.kind === 'fail' && does.errno === 'ENOMEM' && !does.after));

/** Two halves, so that each says what is wrong with it. */
export const faultStep = z.record(z.string(), z.unknown()).transform((found, context): Fault => {
  const [place, effect] = [where.safeParse(part(found, (key) => WHERE.includes(key))), what.safeParse(part(found, (key) => !WHERE.includes(key)))];
  if (place.success && effect.success) {
    const fault: Fault = { ...place.data, does: effect.data };
    if (fault.in !== ALLOCATIONS || failsAllocation(fault)) return fault;
    context.addIssue({ code: 'custom', message: `of ${ALLOCATIONS}: call: N with returns: ENOMEM, or count: true` });
    return z.NEVER;
  }
  context.addIssue({
    code: 'custom',
    message: place.success
      ? 'what it does: returns: ERRNO (with after: running), skip: true, argument: N with becomes (and offset, size), or count: true'
      : 'where: in: FUNCTION, with call: N (and perhaps: true), or with when: { argument: N, is: VALUE }',
  });
  return z.NEVER;
});
