/** Coverage as it is told: every item with its count, those that were never exercised included. */
import type { Coverage } from './count.ts';
import { ITEMS } from './items.ts';

export interface CoverageRow {
  readonly id: string;
  readonly text: string;
  readonly count: number;
  /** Why nothing can exercise it so far. */
  readonly notYet?: string | undefined;
}

/** Of all attempts of a run, in the order of SEMANTICS. */
export function coverageReport(attempts: Iterable<Pick<Coverage, 'counts'>>): readonly CoverageRow[] {
  const sum = new Map<string, number>();
  for (const { counts } of attempts) for (const [id, count] of counts) sum.set(id, (sum.get(id) ?? 0) + count);
  return ITEMS.map((item) => ({ id: item.id, text: item.text, count: sum.get(item.id) ?? 0, notYet: 'notYet' in item ? item.notYet : undefined }));
}

/** What could have been exercised and was not. */
export const neverExercised = (rows: readonly CoverageRow[]): readonly CoverageRow[] => rows.filter(({ count, notYet }) => count === 0 && notYet === undefined);
