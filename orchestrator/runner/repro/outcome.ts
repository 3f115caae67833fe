/** What a row says about one finding, or about the kernel as a whole. */
import type { SummaryRow } from '../../archive/summary.ts';
import { EXIT, type ExitStatus } from '../../judge/verdict.ts';

/** What is looked for; nothing in particular where it is undefined: any failure of the kernel's. */
export interface Sought {
  /** Or the beginning of one. */
  readonly fingerprint: string;
  /** Index of the operation that shows it; absent where nobody has seen it yet. */
  readonly operation?: number | undefined;
}

export type Outcome =
  | { readonly shows: true }
  | { readonly shows: false }
  /** It says neither: the kernel was not driven so far. */
  | { readonly shows: 'unclear'; readonly why: string };

/** The kernel's own failures. A boot that failed with a report is left out: nothing of what is looked for was tried. */
const FAILED: ReadonlySet<SummaryRow['verdict']> = new Set(['model-mismatch', 'kernel-crash', 'guest-hang']);

export function outcome(row: SummaryRow, sought: Sought | undefined): Outcome {
  const { verdict, findings, reason, checkedOperations } = row;
  if (sought ? findings.some((finding) => begins(finding, sought)) : FAILED.has(verdict)) return { shows: true };
  if (verdict === 'pass') return { shows: false };
  // Another finding ends it only where it came first.
  if (sought && FAILED.has(verdict) && (sought.operation === undefined ? cameToItsEnd(row) : checkedOperations > sought.operation)) return { shows: false };
  const [other] = findings;
  const title = other ? `another finding came first: ${other.title}` : undefined;
  return { shows: 'unclear', why: [verdict, title ?? reason].filter((text) => text !== undefined).join(': ') };
}

/** As a FINDING argument names one (archive/recorded-finding.ts). */
const begins = ({ fingerprint }: { readonly fingerprint: string }, sought: Sought): boolean =>
  fingerprint.startsWith(sought.fingerprint) || fingerprint.replace(/^unmatched-/, '').startsWith(sought.fingerprint);

/** Calls that differ, and laws over the whole scenario that do not hold, are told beside what goes on. */
const cameToItsEnd = ({ verdict, findings }: SummaryRow): boolean => verdict === 'model-mismatch' && findings.every(({ kind }) => kind === 'calls' || kind === 'conservation');

export interface Counted {
  readonly shown: number;
  /** Of those that say something. */
  readonly of: number;
  readonly unclear: readonly string[];
}

export function countOutcomes(rows: readonly SummaryRow[], sought: Sought | undefined): Counted {
  const all = rows.map((row) => outcome(row, sought));
  return {
    shown: all.filter(({ shows }) => shows === true).length, of: all.filter(({ shows }) => shows !== 'unclear').length,
    unclear: all.flatMap((one) => (one.shows === 'unclear' ? [one.why] : [])),
  };
}

/** 1 reproduced, 0 not; where nobody could tell, why not. @param ended the run's own, for an interruption */
export function reproStatus(rows: readonly Pick<SummaryRow, 'verdict'>[], { shown, unclear }: Counted, ended: ExitStatus): ExitStatus {
  if (ended === EXIT.interrupted || ended === EXIT.defect) return ended;
  if (shown > 0) return EXIT.kernel;
  if (unclear.length === 0) return rows.length > 0 ? EXIT.ok : EXIT.notRun;
  if (rows.some(({ verdict }) => verdict === 'infra-failure' || verdict === 'boot-failure')) return EXIT.infrastructure;
  return rows.some(({ verdict }) => verdict === 'unsupported') ? EXIT.notRun : EXIT.unknown;
}

/** Of a finding that was to be shrunk, as `reproStatus`. */
export function shrunkStatus(shrunk: { readonly shown: number; readonly of: number } | undefined, ended: ExitStatus): ExitStatus {
  if (!shrunk || ended === EXIT.interrupted || ended === EXIT.defect) return ended;
  if (shrunk.shown > 0) return EXIT.kernel;
  return shrunk.of === 0 ? EXIT.infrastructure : EXIT.ok;
}
