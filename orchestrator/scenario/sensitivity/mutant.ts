/** A kernel that is wrong at one point, made of a good one by a fault that is no error path. */
import type { Fault } from '../../model/fault.ts';
import type { Operation } from '../../model/operation.ts';
import { changes } from '../explore/moves.ts';
import { onlineType } from '../../model/transitions/block-state.ts';
import type { Source } from '../source.ts';

/** What it does wrong. */
export const DURING = ['bind', 'unbind', 'online', 'offline', 'write-attribute'] as const;
export type During = (typeof DURING)[number];

export interface LiveMutant {
  readonly name: string;
  /** What is wrong, in a few words. */
  readonly what: string;
  /** Rows of SEMANTICS 12 that it stands for. */
  readonly rows: readonly string[];
  readonly during: During;
  readonly fault: Fault;
  /** What its kernel must be booted with for it to come to anything; a row's own unless given. */
  readonly policy?: string;
  /** Why nothing can notice it, where that is so. */
  readonly survives?: string;
}

/** The operations of the source, those that the mutant is about under its fault: only such as come to something, the others never get there. */
export const mutated = (next: Source, { during, fault }: Pick<LiveMutant, 'during' | 'fault'>): Source => (world) => {
  const operation = next(world);
  return operation && operation.kind !== 'together' && isDuring(operation, during) && changes(world, operation) ? { ...operation, fault } : operation;
};

function isDuring(operation: Operation, during: During): boolean {
  if (operation.kind !== 'write-state') return operation.kind === during;
  const type = onlineType(operation.value);
  return during === 'offline' ? type === 'offline' : during === 'online' && type !== undefined && type !== 'offline';
}

