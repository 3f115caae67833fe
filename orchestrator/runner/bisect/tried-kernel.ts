/** What the runs of one kernel say together. Infrastructure never counts: neither as bad, nor as good. */
import type { Counted } from '../repro/outcome.ts';

export type Tried = 'good' | 'bad' | 'skip' | 'more';

/** One run that shows it is enough; only as many without it as are needed are too. `more`: not yet. @param failed runs that say nothing and may be made again */
export function triedKernel({ shown, of, unclear }: Counted, needed: number): Tried {
  if (shown > 0) return 'bad';
  if (unclear.length > 0) return 'skip';
  return of >= needed ? 'good' : 'more';
}
