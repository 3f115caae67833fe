/** One row of the matrix: attempts on fresh guests until one says something about the kernel, and what they come to. */
import { itemId } from '../archive/item-id.ts';
import type { NewEvent } from '../archive/event.ts';
import type { SummaryRow } from '../archive/summary.ts';
import { summaryRow } from '../archive/summary-row.ts';
import type { WorkItem } from '../config/expand-suite.ts';
import { conclude, mayRetry, overAttempts } from '../judge/conclude.ts';
import type { Judgement } from '../judge/verdict.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { attempt } from './attempt.ts';
import type { Deadlines } from './deadlines.ts';
import type { Boot } from './guest.ts';
import type { Made } from './made.ts';

/** Two retries at most, everywhere. */
const MOST_ATTEMPTS = 3;

export interface RowRequest {
  readonly item: WorkItem;
  readonly scenario: Scenario;
  readonly boot: Boot;
  readonly deadlines: Deadlines;
  /** Whether a finding of this row is declared known. */
  readonly isKnown: (finding: { readonly fingerprint: string; readonly release: string }) => boolean;
  /** What the row's guests were made of, once that is known. */
  readonly made: () => Made | undefined;
  readonly append: (event: NewEvent) => void;
  readonly signal: AbortSignal;
}

/** @throws the signal's reason, ConfigError, and what is a defect of daxlab */
export async function runRow({ item, scenario, boot, deadlines, isKnown, made, append, signal }: RowRequest): Promise<SummaryRow> {
  const id = itemId(item);
  append({ type: 'item-started', item: id, ...item });
  const judgements: Judgement[] = [];
  let kernelRelease = '';
  for (;;) {
    const count = judgements.length + 1;
    const place = { item: id, attempt: count };
    append({ type: 'attempt-started', ...place });
    const { trial, coverage } = await attempt({
      item, scenario, attempt: count, boot, deadlines, signal,
      tell: (evidence) => {
        if (evidence.type === 'booted') kernelRelease = evidence.release;
        append({ ...evidence, ...place });
      },
      progress: (what) => { append({ type: 'progress', what, ...place }); },
    });
    const judgement = conclude(trial);
    judgements.push(judgement);
    append({ type: 'covered', counts: Object.fromEntries(coverage.counts), ...place });
    append({ type: 'attempt-ended', verdict: judgement.verdict, reason: judgement.reason, ...place });
    if (!mayRetry(judgement) || count === MOST_ATTEMPTS) break;
  }
  const judgement = overAttempts(judgements);
  const told = summaryRow(item, { kernelRelease, attempts: judgements.length, judgement, isKnown: ({ fingerprint }) => isKnown({ fingerprint, release: kernelRelease }) });
  const row: SummaryRow = { ...told, ...made() };
  append({ type: 'item-judged', item: id, row, findings: judgement.findings.map((finding) => ({ ...finding, differences: [...finding.differences], log: [...finding.log] })) });
  return row;
}
