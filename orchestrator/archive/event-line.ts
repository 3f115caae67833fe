/**
 * What every line of events.ndjson has beside what it is about. `t` is host monotonic time in milliseconds (CLOCK_MONOTONIC), `item` the id of
 * the row (itemId), absent for what is about the whole run; `attempt` counts from 1.
 */
import { z } from 'zod';

/** A reader refuses lines of a newer version and reads all older ones. 2 added `log-account`, 3 how a guest was begun, the time of a call, and operations that are made together. */
export const EVENT_VERSION = 3;

const envelope = { v: z.int().min(1).max(EVENT_VERSION), t: z.number().nonnegative(), item: z.string().optional(), attempt: z.int().positive().optional() };

/** The schema of a line that holds `shape`. */
export function eventLine<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...envelope, ...shape });
}

export interface Place {
  readonly item?: string | undefined;
  readonly attempt?: number | undefined;
}
export interface Envelope extends Place {
  readonly v: number;
  readonly t: number;
}
