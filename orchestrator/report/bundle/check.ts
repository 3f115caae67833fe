/** What a reproduction looks for. */
import type { FactReader } from './fact-reader.ts';
import type { Probe } from './probes.ts';
import type { WantedValue } from './wanted.ts';

/** A value that is read after the operation that failed. */
export interface ValueCheck extends WantedValue {
  readonly name: string;
  readonly reader: FactReader;
  /** Where `change`: what it is counted from. */
  readonly since: 'start' | 'operation';
}

/** Reads how the last operation ended. */
export const ENDED = 'echo "$ended"';

export interface LogCheck {
  /** Texts that the console must show from the operation on, all of them. */
  readonly texts: readonly string[];
}

export interface Checks {
  readonly values: readonly ValueCheck[];
  readonly log?: LogCheck | undefined;
  /** The guest must not come to its end. */
  readonly hang?: true | undefined;
  /** Functions whose calls are traced. */
  readonly probes: readonly Probe[];
  /** Why something of the finding is not looked for. */
  readonly leftOut: readonly string[];
}

export const NONE: Checks = { values: [], probes: [], leftOut: [] };
