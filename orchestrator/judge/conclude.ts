/** What an attempt comes to, and what its attempts make of a row. Failed until proven otherwise. */
import { describe } from '../model/operation.ts';
import type { Evidence, Phase } from './evidence.ts';
import { hangFinding } from './findings.ts';
import { mayMatch } from './log/matching.ts';
import { logEnded } from './reported.ts';
import { NOTHING_YET, type Trial } from './trial.ts';
import type { Finding, Judgement, Verdict } from './verdict.ts';
import { weigh } from './weigh.ts';

export const judge = (evidence: Iterable<Evidence>): Judgement => {
  let trial = NOTHING_YET;
  for (const item of evidence) trial = weigh(trial, item);
  return conclude(trial);
};

export function conclude(open: Trial): Judgement {
  const trial = logEnded(open);
  const { findings, checkedOperations } = trial;
  const judged = (verdict: Verdict, reason?: string): Judgement => ({ verdict, reason, findings, checkedOperations });
  // Within a scenario the worst wins: crash, hang, mismatch.
  if (trial.booted && trial.fatal) return judged('kernel-crash', trial.loss && 'reason' in trial.loss ? trial.loss.reason : undefined);
  if (!trial.booted && trial.loss?.type === 'boot-failed') return judged('boot-failure', trial.loss.reason);
  if (trial.loss?.type === 'guest-lost' && trial.loss.how === 'hang') return { ...judged('guest-hang', trial.loss.reason), findings: withHang(trial, trial.loss) };
  if (findings.length > 0 && findings.every(({ fingerprint }) => trial.stalls.has(fingerprint))) {
    return { ...judged('unknown', STALL), stalled: true };
  }
  if (findings.length > 0) return judged(trial.booted ? 'model-mismatch' : 'boot-failure');
  if (trial.loss) return judged(LOST[trial.loss.type], trial.loss.reason);
  if (trial.logGaps.length > 0) return judged('infra-failure', `the kernel's log is not whole: ${trial.logGaps.map(({ text }) => text).join('; ')}`);
  if (!trial.completed) return judged('unknown', 'the evidence ends before the scenario does');
  if (checkedOperations === 0) return judged('unknown', 'no operation was checked');
  if (trial.unfired.length > 0) return judged('unknown', `a fault was armed and did not fire: ${trial.unfired.join('; ')}`);
  return judged('pass');
}

/** A hang that the kernel says nothing about is a finding by itself: where it reports why, its report is. */
function withHang({ findings, pending }: Trial, { phase, reason }: { readonly phase: Phase; readonly reason: string }): readonly Finding[] {
  if (findings.some(({ kind }) => kind === 'log')) return findings;
  const place = pending ? `${phase === 'observe' ? 'after' : 'in'} ${describe(pending.operation)}` : BEFORE[phase];
  return [...findings, hangFinding(place, pending?.index ?? -1, reason)];
}

const BEFORE: Readonly<Record<Phase, string>> = {
  boot: 'at boot', prepare: 'while the memory devices are prepared', baseline: 'at the first observation', operation: 'in an operation', observe: 'at an observation',
};

const STALL = 'the kernel reports a stall and nothing else: a host that is short of time makes a sound guest do that';

const LOST = { 'guest-lost': 'infra-failure', 'boot-failed': 'boot-failure', infrastructure: 'infra-failure', unsupported: 'unsupported' } as const;

/** Two retries at most, everywhere; a stall has one attempt more, the quiet one. */
const MOST_ATTEMPTS = 3;

/**
 * What comes after these attempts: another on a fresh machine, `quiet` with nothing running beside it, or none. After a verdict about the
 * kernel there is none, and what follows a stall is quiet.
 */
export function nextAttempt(attempts: readonly Judgement[]): 'ordinary' | 'quiet' | undefined {
  const last = attempts.at(-1);
  const stalled = attempts.filter((attempt) => attempt.stalled).length;
  if (!last) return 'ordinary';
  if (last.stalled) return stalled === 1 ? 'quiet' : undefined;
  if ((last.verdict !== 'infra-failure' && last.verdict !== 'boot-failure') || attempts.length - stalled >= MOST_ATTEMPTS) return undefined;
  return stalled > 0 ? 'quiet' : 'ordinary';
}

/** The row's judgement from those of all its attempts. */
export function overAttempts(attempts: readonly Judgement[]): Judgement {
  const last = attempts.at(-1);
  if (!last) return { verdict: 'unknown', reason: 'no attempt was made', findings: [], checkedOperations: 0 };
  const stalled = attempts.find((attempt) => attempt.stalled);
  if (stalled && stalled !== last) return afterQuiet(stalled, last);
  if (last.verdict !== 'boot-failure') return last;
  // The kernel's fault only if it said so every time it was tried.
  const everyTime = attempts.every(({ verdict, findings }) => verdict === 'boot-failure' && findings.length > 0);
  return everyTime ? last : { ...last, findings: [] };
}

const ABOUT_KERNEL: ReadonlySet<Verdict> = new Set(['model-mismatch', 'kernel-crash', 'guest-hang']);

/** A stall counts when the quiet run shows the same one; what else the quiet run shows of the kernel counts as always. */
function afterQuiet(stalled: Judgement, quiet: Judgement): Judgement {
  if (ABOUT_KERNEL.has(quiet.verdict)) return quiet;
  if (!quiet.stalled && quiet.verdict !== 'pass') return { ...stalled, reason: `${STALL}: in 1 of 1 run, as the second, quiet one came to nothing (${quiet.reason ?? quiet.verdict})` };
  const again = quiet.findings.filter((finding) => mayMatch(finding) && stalled.findings.some(({ fingerprint }) => fingerprint === finding.fingerprint));
  if (again.length > 0) return { ...quiet, verdict: 'model-mismatch', reason: 'stalled in 2 of 2 runs, the second with the machine to itself', findings: again };
  return { ...stalled, reason: `${STALL}: in 1 of 2 runs, ${quiet.stalled ? 'as the second, quiet one reports another' : 'not in the second, quiet one'}` };
}
