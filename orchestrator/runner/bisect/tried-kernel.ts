/** What the runs of one kernel say together. Infrastructure never counts: neither as bad, nor as good. */
import type { Counted } from '../repro/outcome.ts';

export type Tried = 'good' | 'bad' | 'skip' | 'more';

/** The runs of one row. */
export interface Tally extends Counted {
  /** As many without it would do if there were no other row. */
  readonly needed: number;
}

/**
 * Whether the rows acquit a kernel together: where each is known to show it on a bad one, their runs add up, and a row that says nothing is left out.
 * Where nobody knows which of them shows it, each has to acquit for itself.
 */
export type Acquittal = 'together' | 'each';

/** One run that shows it is enough. `more`: not yet. */
export function triedKernel(rows: readonly Tally[], acquittal: Acquittal): Tried {
  if (rows.some(({ shown }) => shown > 0)) return 'bad';
  const telling = rows.filter(({ unclear }) => unclear.length === 0);
  if (acquittal === 'each' && telling.length < rows.length) return 'skip';
  if (acquittal === 'each' ? rows.every((row) => left(row) === 0) : roundsLeft(rows) === 0) return 'good';
  return telling.length === 0 ? 'skip' : 'more';
}

const left = ({ of, needed }: Tally): number => Math.max(0, needed - of);

/** How often every row that tells has to be run yet, where they acquit together. */
export function roundsLeft(rows: readonly Tally[]): number {
  const inRound = (some: readonly Tally[]): number => some.reduce((sum, { needed }) => sum + 1 / needed, 0);
  const missing = 1 - rows.reduce((sum, { of, needed }) => sum + of / needed, 0);
  // Thirds do not add up to one.
  return missing < 1e-9 ? 0 : Math.ceil(missing / inRound(rows.filter(({ unclear }) => unclear.length === 0)) - 1e-9);
}
