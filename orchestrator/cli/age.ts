/** Ages and times as they are asked for: `36h`, `7d`, `2w`, a day, a run. */
import { beginningOf } from '../triage/day.ts';

const HOURS: Readonly<Record<string, number>> = { h: 1, d: 24, w: 7 * 24 };

/** How the ids of runs begin that were started so long before `now`, at the beginning of that day, or with that run; undefined for a text that is none of them. */
export function runsSince(text: string, now = new Date()): string | undefined {
  const [, count, unit = ''] = /^(\d+)([hdw])$/.exec(text) ?? [];
  if (count !== undefined) return beginningOf(new Date(now.getTime() - Number(count) * (HOURS[unit] ?? 0) * 3_600_000));
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return beginningOf(new Date(text));
  return /^\d{8}-\d{6}/.test(text) ? text : undefined;
}
