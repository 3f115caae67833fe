/** The rows of a plan over the pool, until all are judged, the time is used up or the run is interrupted. */
import { itemId } from '../archive/item-id.ts';
import type { NewEvent } from '../archive/event.ts';
import type { SummaryRow } from '../archive/summary.ts';
import type { PlannedItem } from '../config/run-plan.ts';
import { overBudget, type Budget } from './budget.ts';
import type { Alone, Pool } from './pool.ts';

export interface RowsRequest {
  readonly items: readonly PlannedItem[];
  readonly pool: Pool<PlannedItem>;
  readonly budget?: Budget | undefined;
  /** What comes to a verdict is kept at once: whatever ends the run later, it has it. */
  readonly runRow: (planned: PlannedItem, alone: Alone) => Promise<SummaryRow>;
  readonly append: (event: NewEvent) => void;
  readonly signal: AbortSignal;
}

/** Resolves when there is nothing more to do or the run was interrupted. @throws what a row throws, after those under way ended */
export async function runRows({ items, pool, budget, runRow, append, signal }: RowsRequest): Promise<void> {
  try {
    await pool.run(items, async (planned, alone) => {
      signal.throwIfAborted();
      if (budget?.usedUp()) append({ type: 'item-not-run', item: itemId(planned.item), reason: overBudget(budget) });
      else await runRow(planned, alone);
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
