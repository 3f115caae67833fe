/**
 * One row of the matrix: attempts on fresh guests until one says something about the kernel, and what they come to. A guest serves one attempt, so a
 * kernel that has tainted is never used for another. Within its own scenario it is, unless it printed a report that stands for itself: an add that runs
 * out of memory warns, which taints, and that the next bind fails with EEXIST is known only by trying it (docs/findings/failed-add-keeps-memory.md).
 */
import { itemId } from '../archive/item-id.ts';
import type { NewEvent } from '../archive/event.ts';
import type { SummaryRow } from '../archive/summary.ts';
import { summaryRow } from '../archive/summary-row.ts';
import type { WorkItem } from '../config/expand-suite.ts';
import { conclude, nextAttempt, overAttempts } from '../judge/conclude.ts';
import { faultOf } from '../judge/evidence.ts';
import { mayMatch } from '../judge/log/matching.ts';
import type { Judgement } from '../judge/verdict.ts';
import { describeFault } from '../model/fault.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { attempt, type Attempt, type AttemptRequest } from './attempt.ts';
import type { Deadlines } from './deadlines.ts';
import type { Boot } from './guest.ts';
import type { Made } from './made.ts';
import type { Alone } from './pool.ts';

export interface RowRequest extends Pick<AttemptRequest, 'source' | 'semantics'> {
  readonly item: WorkItem;
  readonly scenario: Scenario;
  readonly boot: Boot;
  readonly deadlines: Deadlines;
  /** Whether a finding of this row is declared known. A report that is not whole never is: it may be the rest of another. */
  readonly isKnown: (finding: { readonly fingerprint: string; readonly release: string }) => boolean;
  /** What the row's guests were made of, once that is known. */
  readonly made: () => Made | undefined;
  readonly append: (event: NewEvent) => void;
  /** For a second run after a stall, which must not be for want of processor time. */
  readonly alone: Alone;
  readonly signal: AbortSignal;
}

/** @throws the signal's reason, ConfigError, and what is a defect of daxlab */
export async function runRow({ item, scenario, source, semantics, boot, deadlines, isKnown, made, append, alone, signal }: RowRequest): Promise<SummaryRow> {
  const id = itemId(item);
  append({ type: 'item-started', item: id, ...item });
  const judgements: Judgement[] = [];
  let kernelRelease = '';
  const faults: string[] = [];
  for (let next = nextAttempt([]); next; next = nextAttempt(judgements)) {
    const count = judgements.length + 1;
    const place = { item: id, attempt: count };
    const make = (): Promise<Attempt> => attempt({
      item, scenario, source, semantics, attempt: count, boot, deadlines, signal,
      tell: (evidence) => {
        if (evidence.type === 'booted') kernelRelease = evidence.release;
        const fault = faultOf(evidence);
        if (fault) faults.push(describeFault(fault));
        append({ ...evidence, ...place });
      },
      progress: (what) => { append({ type: 'progress', what, ...place }); },
    });
    append({ type: 'attempt-started', ...(next === 'quiet' && { quiet: true }), ...place });
    if (next === 'quiet') append({ type: 'progress', what: 'waiting until no other guest runs', ...place });
    const { trial, coverage } = await (next === 'quiet' ? alone(make) : make());
    const judgement = conclude(trial);
    judgements.push(judgement);
    append({ type: 'covered', counts: Object.fromEntries(coverage.counts), ...place });
    append({ type: 'attempt-ended', verdict: judgement.verdict, reason: judgement.reason, ...place });
  }
  const judgement = overAttempts(judgements);
  const told = summaryRow(item, { kernelRelease, attempts: judgements.length, judgement, faults, isKnown: (finding) => mayMatch(finding) && isKnown({ ...finding, release: kernelRelease }) });
  const row: SummaryRow = { ...told, ...made() };
  append({ type: 'item-judged', item: id, row, findings: judgement.findings.map((finding) => ({ ...finding, differences: [...finding.differences], log: [...finding.log] })) });
  return row;
}
