/**
 * Progress as plain lines, for logs and pipes: the first at once, one per change of phase, but for one item at most one in `QUIET` unless it begins or
 * ends; and a sign of life when nothing changes.
 */
import { monotonicMilliseconds, type Clock } from '../archive/clock.ts';
import type { RecordEvent } from '../archive/event.ts';
import type { Reporter } from '../archive/reporter.ts';
import { activityText, judgedText } from './activity-text.ts';
import { follow, IDLE, type Activity } from './activity.ts';
import { formatDuration } from './duration.ts';
import { PLAIN } from './paint.ts';
import type { Write } from './terminal-report.ts';

const QUIET = 5_000;
const SIGN_OF_LIFE = 30_000;
const TICK = 1_000;

/** What was last printed of an item. */
interface Printed {
  readonly activity: Activity;
  readonly at: number;
}

export interface PlainProgress extends Reporter {
  /** Prints what has become due; a timer calls it. */
  readonly tick: () => void;
}

export function plainProgress(write: Write, clock: Clock = monotonicMilliseconds): PlainProgress {
  let activities = IDLE;
  let begun: number | undefined;
  const printed = new Map<string | undefined, Printed>();
  const line = (now: number, text: string): void => {
    begun ??= now;
    write(`[${formatDuration(now - begun).padStart(10)}] ${text}\n`);
  };
  const printDue = (now: number): void => {
    for (const activity of activities.current.values()) {
      const before = printed.get(activity.item);
      const text = due(activity, before, now);
      if (text === undefined) continue;
      printed.set(activity.item, { activity, at: now });
      line(now, text);
    }
  };
  const told = (event: RecordEvent): void => {
    const started = activities.current.get(event.item)?.started ?? event.t;
    activities = follow(activities, event);
    if (event.type === 'item-judged' && event.from === undefined) {
      printed.delete(event.item);
      line(event.t, `${judgedText(event.item, event.row, event.t - started, PLAIN)} (${activities.done} of ${activities.total})`);
    }
    printDue(event.t);
  };
  let timer: NodeJS.Timeout | undefined;
  const tick = (): void => { printDue(clock()); };
  return {
    start: ({ runId, suite, items }) => {
      line(clock(), `run ${runId}: ${suite}${items.length > 0 ? `, ${items.length} ${items.length === 1 ? 'row' : 'rows'}` : ''}`);
      timer = setInterval(tick, TICK).unref();
    },
    event: told,
    end: () => { clearInterval(timer); },
    tick,
  };
}

function due(activity: Activity, before: Printed | undefined, now: number): string | undefined {
  // A phase that is announced again is still the same one.
  if (before?.activity.what === activity.what && (before.activity.attempt ?? 1) === (activity.attempt ?? 1)) {
    if (now - before.at < SIGN_OF_LIFE) return undefined;
    return before.activity === activity ? `${activityText(activity)}, still, after ${formatDuration(now - activity.since)}` : activityText(activity);
  }
  return before === undefined || (before.activity.attempt ?? 1) !== (activity.attempt ?? 1) || now - before.at >= QUIET ? activityText(activity) : undefined;
}
