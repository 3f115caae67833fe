/** A kernel that is wrong at one point, a scenario that passes the point, and what must then be found. */
import type { FindingKind } from '../../judge/verdict.ts';
import type { Observation } from '../../model/observation.ts';
import type { ErrnoName, Operation } from '../../model/operation.ts';
import type { ImaginedKernel } from '../second-opinion/imagined-kernel.ts';

export interface Mutant {
  readonly what: string;
  /** The first observation of the good guest. */
  readonly start: Observation;
  readonly kernel: new (start: Observation) => ImaginedKernel;
  /** What the mutant shows at the start, where it is wrong from there. */
  readonly shows?: (start: Observation) => Observation;
  readonly operations: readonly Operation[];
  /** Where the outcome is open; the first unless said otherwise. */
  readonly choose?: (errnos: readonly ErrnoName[]) => ErrnoName;
  /** The finding that must be among those made, with the fact that the table names. */
  readonly reveals: { readonly kind: FindingKind; readonly fact: RegExp };
}

/** A row of SEMANTICS 12. */
export type Row =
  | { readonly row: string; readonly subject: string; readonly mutants: readonly Mutant[] }
  | { readonly row: string; readonly subject: string; readonly cannot: string };
