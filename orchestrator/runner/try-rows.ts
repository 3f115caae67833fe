/** Rows that are made while a run is under way, over its pool: each is told with what its guest did. */
import type { SummaryRow } from '../archive/summary.ts';
import { isEvidence } from '../archive/event.ts';
import { NOTHING_DONE, retrace, type Retraced } from '../judge/retrace.ts';
import type { Driven, Row } from './run-plan.ts';

export interface TriedRow {
  readonly row: SummaryRow;
  /** Its last attempt. */
  readonly retraced: Retraced;
  /** Of the function that its fault is about, by the operation's index. */
  readonly calls: ReadonlyMap<number, number>;
}

/** Resolves when all are done or the run was interrupted. @throws what a row throws, after those under way ended */
export async function tryRows<One extends { readonly row: Row }>(run: Driven, signal: AbortSignal, all: readonly One[], tell: (one: One, tried: TriedRow) => void): Promise<void> {
  const byRow = new Map(all.map((one) => [one.row, one]));
  await run.pool.run(byRow.keys(), async (row, alone) => {
    signal.throwIfAborted();
    let retraced = NOTHING_DONE;
    const calls = new Map<number, number>();
    const judged = await run.runRow(row, alone, (event) => {
      if (event.type === 'attempt-started') retraced = NOTHING_DONE;
      else if (isEvidence(event)) retraced = retrace(retraced, event);
      if (event.type === 'fault' && event.calls !== undefined) calls.set(event.index, event.calls);
    });
    const one = byRow.get(row);
    if (one) tell(one, { row: judged, retraced, calls });
  }).catch((error: unknown) => { if (!signal.aborted) throw error; });
}
