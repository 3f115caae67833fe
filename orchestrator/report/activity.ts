/** Where every guest of a run is: its phase, since when, and how much of the run is done. */
import type { RecordEvent } from '../archive/event.ts';
import type { SummaryRow } from '../archive/summary.ts';

/** What one item, or the run itself, is doing. */
export interface Activity {
  /** Id of the item; undefined for what is done for the whole run, such as a download. */
  readonly item: string | undefined;
  readonly attempt?: number | undefined;
  /** In the present tense: `booting`, `bind dax0.0 to kmem`. */
  readonly what: string;
  /** Host monotonic milliseconds at which it began. */
  readonly since: number;
  /** When the item began. */
  readonly started: number;
}

export interface Activities {
  readonly total: number;
  readonly done: number;
  readonly notPassed: number;
  /** By item id, oldest first. */
  readonly current: ReadonlyMap<string | undefined, Activity>;
}

export const IDLE: Activities = { total: 0, done: 0, notPassed: 0, current: new Map() };

export function follow(activities: Activities, event: RecordEvent): Activities {
  const { total, done, notPassed, current } = activities;
  if (event.type === 'run-started') return { ...activities, total: event.items.length };
  if (event.type === 'run-ended') return { ...activities, current: new Map() };
  if (event.type === 'item-judged') {
    // Of rows that nobody planned there are as many as there were.
    return { total: Math.max(total, done + 1), done: done + 1, notPassed: notPassed + (passed(event.row) ? 0 : 1), current: without(current, event.item) };
  }
  const what = phase(event);
  if (what === undefined) return activities;
  const before = current.get(event.item);
  const activity = { item: event.item, attempt: event.attempt ?? before?.attempt, what, since: event.t, started: before?.started ?? event.t };
  // The run's own phase ends when its guests begin.
  const others = event.item === undefined ? current : without(current, undefined);
  return { ...activities, current: new Map(others).set(event.item, activity) };
}

export function passed({ verdict }: Pick<SummaryRow, 'verdict'>): boolean {
  return verdict === 'pass' || verdict === 'unsupported';
}

function phase(event: RecordEvent): string | undefined {
  if (event.type === 'progress') return event.what;
  if (event.type === 'item-started' || event.type === 'attempt-started') return 'starting';
  if (event.type === 'attempt-ended' && event.verdict !== 'pass') return event.reason === undefined ? event.verdict : `${event.verdict}: ${event.reason}`;
  return undefined;
}

function without(current: Activities['current'], item: string | undefined): Activities['current'] {
  const kept = new Map(current);
  kept.delete(item);
  return kept;
}
