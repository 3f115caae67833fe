/** The verdict taxonomy and the exit statuses of DESIGN, Verdicts. */
export const VERDICTS = [
  'pass', 'model-mismatch', 'kernel-crash', 'guest-hang', 'boot-failure', 'infra-failure', 'unsupported', 'unknown',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export const FINDING_KINDS = ['errno', 'state', 'calls', 'log', 'conservation'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** One difference between prediction and observation. */
export interface Difference {
  /** What differs: the name of a fact, `memory34/state`. */
  readonly fact: string;
  readonly expected: string;
  readonly seen: string;
}

export interface Finding {
  readonly kind: FindingKind;
  /** Names the thing, never an address or a time. */
  readonly title: string;
  /** Stable over runs, machines and kernel versions. */
  readonly fingerprint: string;
  /** Index of the operation that showed it; -1 for the baseline or the boot. */
  readonly operation: number;
  /** Every difference or log line behind it. */
  readonly differences: readonly Difference[];
  readonly log: readonly string[];
}

/** What one attempt at a scenario comes to. */
export interface Judgement {
  readonly verdict: Verdict;
  /** Why, where the verdict is not `pass` and there is no finding that says it. */
  readonly reason?: string | undefined;
  readonly findings: readonly Finding[];
  /** The kernel reports stalls and nothing else: a second run, on a quiet machine, says whether they count. */
  readonly stalled?: true | undefined;
  /** Operations whose errno and observation were both held against the model. */
  readonly checkedOperations: number;
}

export const EXIT = { ok: 0, kernel: 1, unknown: 2, infrastructure: 3, notRun: 4, usage: 64, defect: 70, interrupted: 130 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
