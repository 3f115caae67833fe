/** How often bad kernels have shown a finding by the records there are: for `bisect --run`, which tries one kernel and measures none. */
import { join } from 'node:path';
import { runIds } from '../../archive/find-run.ts';
import { RecordReadError } from '../../archive/record-error.ts';
import { readSummary } from '../../archive/record-reader.ts';
import type { Summary, SummaryRow } from '../../archive/summary.ts';
import type { PlannedItem } from '../../config/run-plan.ts';
import { countOutcomes } from '../repro/outcome.ts';
import { runsNeeded, type Shown } from './runs-needed.ts';
import { isOf, rowText } from './trier.ts';

export interface ShownBefore extends Shown {
  readonly row: string;
  /** The newest run that showed it. */
  readonly run: string;
}

type Told = Pick<Summary, 'runId' | 'scenarios'>;

/**
 * Of the row that shows it most surely: one that passes as often as that would need tells a good kernel, whatever the others do. Undefined where no run showed it.
 * @param summaries newest first
 */
export function shownBefore(summaries: readonly Told[], items: readonly PlannedItem[], finding: string): ShownBefore | undefined {
  const rows = items.flatMap((item) => shownIn(summaries, item, finding) ?? []);
  return rows.toSorted((one, other) => runsNeeded(one) - runsNeeded(other))[0];
}

function shownIn(summaries: readonly Told[], item: PlannedItem, finding: string): ShownBefore | undefined {
  // A row that was taken over is told by the run that ran it.
  const own = summaries.flatMap(({ runId, scenarios }) => scenarios.filter((row) => isOf(item, row) && row.from === undefined && row.kernelRelease !== '').map((row) => ({ runId, row })));
  const shows = ({ row }: { readonly row: SummaryRow }): boolean => countOutcomes([row], { fingerprint: finding }).shown > 0;
  // On a kernel that never showed it nobody knows whether it is there.
  const bad = new Set(own.filter(shows).map(({ row }) => kernelOf(row)));
  const { shown, of } = countOutcomes(own.filter(({ row }) => bad.has(kernelOf(row))).map(({ row }) => row), { fingerprint: finding });
  const newest = own.find(shows);
  return newest && { row: rowText(item), run: newest.runId, shown, of };
}

/** Two builds may call themselves the same. */
const kernelOf = ({ kernelRelease, build = '' }: SummaryRow): string => `${kernelRelease} ${build}`;

/** Every summary in a results folder that can be read, newest first. */
export async function readSummaries(results: string): Promise<readonly Summary[]> {
  const all: Summary[] = [];
  for (const id of await runIds(results)) {
    const summary = await readSummary(join(results, id)).catch(unreadable);
    if (summary) all.push(summary);
  }
  return all;
}

function unreadable(error: unknown): undefined {
  if (error instanceof RecordReadError) return undefined;
  throw error;
}
