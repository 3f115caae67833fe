/** A kernel that is wrong at one point, made of a good one by a fault that is no error path. */
import { CALLED_FUNCTIONS } from '../../model/calls.ts';
import type { Fault } from '../../model/fault.ts';
import type { Operation } from '../../model/operation.ts';
import { predict } from '../../model/predict.ts';
import { onlineType } from '../../model/transitions/block-state.ts';
import type { World } from '../../model/world.ts';
import { changes } from '../explore/moves.ts';
import { unroll } from '../repeat.ts';
import type { Step } from '../scenario.ts';
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

type Armed = Pick<LiveMutant, 'during' | 'fault'>;
type Alone = Exclude<Operation, { kind: 'together' }>;

/** The operations of the source, those that the mutant is about under its fault: only such as come to something, the others never get there. */
export const mutated = (next: Source, mutant: Armed): Source => (world) => {
  const operation = next(world);
  return operation && isStruck(world, operation, mutant) ? { ...operation, fault: mutant.fault } : operation;
};

const isStruck = (world: World, operation: Operation, { during }: Armed): operation is Alone => operation.kind !== 'together' && isDuring(operation, during) && changes(world, operation);

function isDuring(one: { readonly kind: string; readonly value?: unknown }, during: During): boolean {
  if (one.kind !== 'write-state') return one.kind === during;
  const type = onlineType(String(one.value));
  return during === 'offline' ? type === 'offline' : during === 'online' && type !== undefined && type !== 'offline';
}

/** Whether any of the steps is what the mutant does wrong: where none is, its kernel is a sound one. */
export const isAbout = (steps: readonly Step[], { during }: Pick<LiveMutant, 'during'>): boolean => [...unroll(steps)].some((step) => isDuring(step, during));

/** Whether its fault fires in what a sound kernel did: of functions that the call witness knows, the model says how often they are called; of others nobody does. */
export const comesTo = (done: readonly { readonly operation: Operation; readonly world?: World | undefined }[], mutant: Armed): boolean =>
  done.some(({ operation, world }) => world !== undefined && isStruck(world, operation, mutant) && isReached(world, operation, mutant.fault));

function isReached(world: World, operation: Alone, { in: fn, at }: Fault): boolean {
  if (!CALLED_FUNCTIONS.some((known) => known === fn) || !('call' in at)) return true;
  return predict(world, operation).some(({ calls }) => calls.filter((call) => call.fn === fn).length >= at.call);
}
