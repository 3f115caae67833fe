/** The model's Fault as it stands in a record. */
import { z } from 'zod';
import { ERRNO } from '../model/errno.ts';
import { ARGUMENT_NUMBERS, FIELD_SIZES, type Fault, type FaultErrno } from '../model/fault.ts';
import type { SameType } from './schema-types.ts';

const oneOf = <Value extends number>(values: readonly Value[]): z.ZodType<Value, Value> => z.union(values.map((value) => z.literal(value)));
const argument = oneOf(ARGUMENT_NUMBERS);
const errno = z.enum(Object.keys(ERRNO).filter((name): name is FaultErrno => name !== 'OK' && name !== 'EHWPOISON'));

export const faultSchema = z.strictObject({
  in: z.string().min(1),
  at: z.union([z.strictObject({ call: z.int().positive(), perhaps: z.literal(true).optional() }), z.strictObject({ argument, is: z.int() })]),
  does: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fail'), errno, after: z.literal(true).optional() }),
    z.strictObject({ kind: z.literal('skip') }),
    z.strictObject({ kind: z.literal('set-argument'), argument, value: z.int() }),
    z.strictObject({ kind: z.literal('set-field'), argument, offset: z.int(), size: oneOf(FIELD_SIZES), value: z.int() }),
    z.strictObject({ kind: z.literal('count') }),
  ]),
});

true satisfies SameType<z.output<typeof faultSchema>, Fault>;
