/** The points of a slope: the first moment after each time that everything was removed. */
import type { BareMoment, History } from './history.ts';

/** The first removal is the first point: before, the allocator has not yet filled the caches that it keeps. */
export const cyclePoints = ({ bare }: Pick<History, 'bare'>): readonly BareMoment[] =>
  bare.filter(({ removals }, index) => removals > 0 && removals !== bare[index - 1]?.removals);
