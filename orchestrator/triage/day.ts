/** A day's runs: those of one night, in however many records, and what was tried at a desk after it. */
import { startOf } from '../archive/run-time.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The time a day before the run, as run ids begin; empty for an id that tells no time. */
export function dayBefore(run: string): string {
  const start = startOf(run);
  return start === undefined ? '' : beginningOf(new Date(start - DAY));
}

/** How the ids of runs begin that were started at that time. */
export const beginningOf = (time: Date): string => time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
