import { expect, it } from 'vitest';
import type { Operation } from '../model/operation.ts';
import { operationSchema } from './evidence-schema.ts';

const BIND: Operation = { kind: 'bind', device: 'dax0.0' };

it('is of an operation, which need not have one', () => {
  const faulted: Operation = { ...BIND, fault: { in: 'arch_add_memory', at: { call: 3 }, does: { kind: 'fail', errno: 'ENOMEM' } } };
  for (const operation of [BIND, faulted]) expect(operationSchema.parse(JSON.parse(JSON.stringify(operation)))).toEqual(operation);
});

it('is not of what is done at once', () => {
  expect(operationSchema.safeParse({ kind: 'together', operations: [{ ...BIND, fault: { in: 'f', at: { call: 1 }, does: { kind: 'skip' } } }] }).success).toBe(false);
  expect(operationSchema.safeParse({ ...BIND, fault: { in: 'f', at: { call: 0 }, does: { kind: 'skip' } } }).success).toBe(false);
});
