/** The exit status of a run (DESIGN, Verdicts and exit status). */
import { EXIT, type ExitStatus, type Verdict } from './verdict.ts';

/** What a row contributes. */
export interface Counted {
  readonly verdict: Verdict;
  readonly findings: readonly { readonly known: boolean }[];
  /** Of an unsupported row: whether the suite expects it for that kernel. */
  readonly expectedUnsupported: boolean;
}

const ORDER = [EXIT.interrupted, EXIT.kernel, EXIT.infrastructure, EXIT.unknown, EXIT.notRun, EXIT.ok] as const;

export interface RunEnd {
  readonly interrupted?: boolean;
  /** Of the error that ended the run before its rows were done: a defect of daxlab, or a record that cannot be written. */
  readonly error?: ExitStatus | undefined;
  /** Rows were planned and not started, because the time was used up for instance. */
  readonly notRun?: boolean;
}

export function exitStatus(rows: readonly Counted[], run: RunEnd = {}): ExitStatus {
  if (run.error !== undefined && !run.interrupted) return run.error;
  const statuses = new Set<ExitStatus>(rows.map(statusOf));
  if (run.interrupted) statuses.add(EXIT.interrupted);
  // A run of nothing is not a success.
  if (run.notRun || rows.length === 0) statuses.add(EXIT.notRun);
  return ORDER.find((status) => statuses.has(status)) ?? EXIT.ok;
}

function statusOf({ verdict, findings, expectedUnsupported }: Counted): ExitStatus {
  if (findings.length > 0 && findings.every(({ known }) => known)) return EXIT.ok;
  switch (verdict) {
    case 'pass':
      return EXIT.ok;
    case 'model-mismatch':
    case 'kernel-crash':
    case 'guest-hang':
      return EXIT.kernel;
    case 'boot-failure':
      return findings.length > 0 ? EXIT.kernel : EXIT.infrastructure;
    case 'infra-failure':
      return EXIT.infrastructure;
    case 'unsupported':
      return expectedUnsupported ? EXIT.ok : EXIT.notRun;
    case 'unknown':
      return EXIT.unknown;
  }
}

/** The run's verdict: the worst of its rows', in the order in which a reader should look at them. */
const WORST_FIRST: readonly Verdict[] = ['kernel-crash', 'guest-hang', 'model-mismatch', 'boot-failure', 'infra-failure', 'unknown', 'unsupported', 'pass'];

export function runVerdict(rows: readonly Counted[], error?: ExitStatus): Verdict {
  const verdict = worst(rows);
  // Whatever the rows so far say, a run that an error ended has not said it all.
  return error !== undefined && WORST_FIRST.indexOf(verdict) > WORST_FIRST.indexOf('unknown') ? 'unknown' : verdict;
}

function worst(rows: readonly Counted[]): Verdict {
  const counted = rows.filter((row) => !(row.verdict === 'unsupported' && row.expectedUnsupported));
  return WORST_FIRST.find((verdict) => counted.some((row) => row.verdict === verdict)) ?? (rows.length > 0 ? 'unsupported' : 'unknown');
}
