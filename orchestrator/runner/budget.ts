/** The time after which no further row is started. */
import { monotonicMilliseconds } from '../archive/clock.ts';
import { formatTime } from '../config/time.ts';

export interface Budget {
  /** Whether no further row may be started. */
  readonly usedUp: () => boolean;
  /** `20m`, for the reason. */
  readonly time: string;
}

/** From now on. */
export function budgetOf(milliseconds: number): Budget {
  const end = monotonicMilliseconds() + milliseconds;
  return { usedUp: () => monotonicMilliseconds() >= end, time: formatTime(milliseconds) };
}

export const overBudget = ({ time }: Budget): string => `the budget of ${time} was used up`;
