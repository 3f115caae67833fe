/** How many runs without a failure it takes to call a kernel good, from how often a bad one failed. */

/** Of a hundred kernels that are bad, one may pass for good. */
const TOLERATED = 0.01;
/** Beyond this a step takes too long for what it says. */
const MOST = 100;

/** k of n: a bad kernel showed it in `shown` of so many runs. */
export interface Shown {
  readonly shown: number;
  readonly of: number;
}

/**
 * By Laplace's rule of succession: three of three do not prove that it always shows, and what shows in four of five runs begins so half of the time.
 * Three of three ask for three runs, one of two for seven.
 */
export function runsNeeded({ shown, of }: Shown): number {
  const rate = (shown + 1) / (of + 2);
  return Math.min(MOST, Math.max(1, Math.ceil(Math.log(TOLERATED) / Math.log(1 - rate))));
}

/** Sightings that tell a rate to within half of it, and runs after which what is rarer is taken as it is. */
const SIGHTINGS = 3;
const MOST_MEASURED = 20;

/** Whether k and n do not say yet how often it shows: it came and went, and was seen too seldom. @param made runs so far, those that said nothing included */
export const isUnsettled = ({ shown, of }: Shown, made: number): boolean => shown > 0 && shown < of && shown < SIGHTINGS && made < MOST_MEASURED;

/** `3/4`; undefined for what is none. */
export function parseRate(text: string): Shown | undefined {
  const [, shown, of] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  return shown !== undefined && of !== undefined && shown >= 1 && shown <= of ? { shown, of } : undefined;
}
