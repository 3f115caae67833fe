/** What an attempt comes to, and what its attempts make of a row. Failed until proven otherwise. */
import type { Evidence } from './evidence.ts';
import { logEnded, NOTHING_YET, weigh, type Trial } from './trial.ts';
import type { Judgement, Verdict } from './verdict.ts';

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
  if (trial.loss?.type === 'guest-lost' && trial.loss.how === 'hang') return judged('guest-hang', trial.loss.reason);
  if (findings.length > 0 && findings.every(({ fingerprint }) => trial.stalls.has(fingerprint))) {
    return judged('unknown', 'the kernel reports a stall and nothing else: a host short of time makes a sound guest do that; run it again on a quiet one');
  }
  if (findings.length > 0) return judged(trial.booted ? 'model-mismatch' : 'boot-failure');
  if (trial.loss) return judged(LOST[trial.loss.type], trial.loss.reason);
  if (trial.logGaps.length > 0) return judged('infra-failure', `the kernel's log is not whole: ${trial.logGaps.map(({ text }) => text).join('; ')}`);
  if (!trial.completed) return judged('unknown', 'the evidence ends before the scenario does');
  if (checkedOperations === 0) return judged('unknown', 'no operation was checked');
  return judged('pass');
}

const LOST = { 'guest-lost': 'infra-failure', 'boot-failed': 'boot-failure', infrastructure: 'infra-failure', unsupported: 'unsupported' } as const;

/** Whether another attempt on a fresh machine may be made: never after a verdict about the kernel. */
export const mayRetry = ({ verdict }: Judgement): boolean => verdict === 'infra-failure' || verdict === 'boot-failure';

/** The row's judgement from those of its attempts, the last of which was not retried or used up the retries. */
export function overAttempts(attempts: readonly Judgement[]): Judgement {
  const last = attempts.at(-1);
  if (!last) return { verdict: 'unknown', reason: 'no attempt was made', findings: [], checkedOperations: 0 };
  if (last.verdict !== 'boot-failure') return last;
  // The kernel's fault only if it said so every time it was tried.
  const everyTime = attempts.every(({ verdict, findings }) => verdict === 'boot-failure' && findings.length > 0);
  return everyTime ? last : { ...last, findings: [] };
}
