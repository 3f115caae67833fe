/** What can be exercised: a row, a rule or an invariant of SEMANTICS, and how to tell that a run has done so. */
import type { Observation } from '../../model/observation.ts';
import type { World } from '../../model/world.ts';
import type { Step } from './step.ts';

interface Named {
  /** Section and row, `6.1/online-twice`, or the invariant, `I7`. */
  readonly id: string;
  /** The row in a few words. */
  readonly text: string;
}

export type Item = Named & (
  /** By an operation whose errno and observation were held against the model. */
  | { readonly by: (step: Step) => boolean }
  /** By the first observation. */
  | { readonly atStart: (start: Observation, world: World) => boolean }
  /** By nothing that daxlab does or reads so far, for the reason given. */
  | { readonly notYet: string }
);
