/** How many runs without a failure it takes to call a kernel good, from how often a bad one failed. */

/** Of a hundred kernels that are bad, one may pass for good. */
const TOLERATED = 0.01;
/** Beyond this a step takes too long for what it says. */
const MOST = 100;

/** @param shown how often a bad kernel showed it, of so many runs; at least once */
export function runsNeeded(shown: number, of: number): number {
  const rate = shown / of;
  return rate >= 1 ? 1 : Math.min(MOST, Math.max(1, Math.ceil(Math.log(TOLERATED) / Math.log(1 - rate))));
}
