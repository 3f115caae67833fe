/** Words for where a run is. */
import type { SummaryRow } from '../archive/summary.ts';
import { passed, type Activities, type Activity } from './activity.ts';
import { formatDuration } from './duration.ts';
import { verdictStyle, type Paint } from './paint.ts';
import { printable } from './printable.ts';

/** `stuck.hmem.debian-6.12.default (attempt 2): booting`. */
export function activityText({ item, attempt = 1, what }: Activity): string {
  const place = item === undefined ? '' : `${item}${attempt > 1 ? ` (attempt ${attempt})` : ''}: `;
  return printable(`${place}${what.split('\n')[0] ?? ''}`);
}

/** `model-mismatch  stuck.hmem.debian-6.12.default in 12 s: a block is left`. */
export function judgedText(item: string | undefined, row: SummaryRow, milliseconds: number, paint: Paint): string {
  const why = passed(row) && row.verdict !== 'unsupported' ? '' : `: ${row.findings[0]?.title ?? row.reason ?? 'no reason was given'}`;
  return `${paint(verdictStyle(row.verdict), row.verdict)} ${printable(`${item ?? row.name} in ${formatDuration(milliseconds)}${why.split('\n')[0] ?? ''}`)}`;
}

/** The lines of a live view at `now`, none wider than `width`: a line per guest, then how far the run is. */
export function liveLines({ total, done, notPassed, current }: Activities, now: number, width: number, paint: Paint): string[] {
  const guests = [...current.values()].map((activity) => {
    const time = formatDuration(now - activity.since);
    return `${fit(activityText(activity), width - time.length - 3)}  ${paint('dim', time)}`;
  });
  const failed = notPassed > 0 ? paint('red', `, ${notPassed} not passed`) : '';
  return [...guests, ...(total > 0 ? [`${done} of ${total} rows done${failed}`] : [])];
}

function fit(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 3))}...`;
}
