/**
 * Observables: named facts that an observation shows and a world predicts. One file per family says both, so that the two
 * sides can never use different names.
 */
import type { Observation } from '../observation.ts';
import type { World } from '../world.ts';

export type FactValue = string | number;
/** Facts by name, such as `memory34/state`. */
export type Facts = ReadonlyMap<string, FactValue>;

/**
 * What a fact must be: a value; a value where it was looked at, because looking is costly; a number within bounds, both included;
 * or nothing in particular, for the reason given.
 */
export type Expectation =
  | FactValue
  | { readonly ifSeen: FactValue }
  | { readonly least: number; readonly most: number }
  | { readonly open: string; /** Where looking is costly. */ readonly mayBeAbsent?: true };
export type Expectations = ReadonlyMap<string, Expectation>;

/**
 * A family is closed: a fact that is observed and not expected, or expected and not observed, is a difference.
 */
export interface Observable {
  readonly observed: (observation: Observation) => Iterable<readonly [string, FactValue]>;
  readonly expected: (world: World) => Iterable<readonly [string, Expectation]>;
}
