/** The rows of a plan over the pool, until all are judged, the time is used up or the run is interrupted. */
import { itemId } from '../archive/item-id.ts';
import type { NewEvent } from '../archive/event.ts';
import type { SummaryRow } from '../archive/summary.ts';
import type { PlannedItem } from '../config/run-plan.ts';
import type { Pool } from './pool.ts';

export interface Budget {
  /** Whether no further row may be started. */
  readonly usedUp: () => boolean;
  /** `20m`, for the reason. */
  readonly time: string;
}

export interface RowsRequest {
  readonly items: readonly PlannedItem[];
  readonly pool: Pool;
  readonly budget?: Budget | undefined;
  readonly runRow: (planned: PlannedItem) => Promise<SummaryRow>;
  readonly append: (event: NewEvent) => void;
  readonly signal: AbortSignal;
}

/** The rows that were finished, by item; a run that was interrupted or ran out of time has fewer. */
export async function runRows({ items, pool, budget, runRow, append, signal }: RowsRequest): Promise<ReadonlyMap<PlannedItem, SummaryRow>> {
  const rows = new Map<PlannedItem, SummaryRow>();
  try {
    await pool.run(items, async (planned) => {
      signal.throwIfAborted();
      if (budget?.usedUp()) append({ type: 'item-not-run', item: itemId(planned.item), reason: `the budget of ${budget.time} was used up` });
      else rows.set(planned, await runRow(planned));
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return rows;
}
