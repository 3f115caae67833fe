/** Arbitrary operations that have the kernel fail on purpose, among those of every day. For a guest that has what they need. */
import fc from 'fast-check';
import { NOTIFIER_EVENTS, type Operation } from '../model/operation.ts';
import { operations } from './operations.ts';
import { inject, poison } from './worlds.ts';

/** @param blocks of 128 MiB, numbers to choose from */
export const withFaults = (blocks: readonly number[]): fc.Arbitrary<Operation> => fc.oneof(
  { weight: 6, arbitrary: operations(blocks) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...NOTIFIER_EVENTS), fc.constantFrom('OK', 'ENOMEM', 'EBUSY', 'EIO')).map(([event, errno]) => inject(event, errno)) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...blocks), fc.constantFrom(0, 511, 512, 513, 20_000, 32_767)).map(([block, page]) => poison(block, page)) },
);
