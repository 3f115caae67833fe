/** Attempts from their evidence alone, by today's rules: what a run that goes on comes to, an old record comes to again. */
import { conclude, nextAttempt, overAttempts } from './conclude.ts';
import type { Evidence } from './evidence.ts';
import { NOTHING_YET, type Trial } from './trial.ts';
import type { Judgement } from './verdict.ts';
import { weigh } from './weigh.ts';

/** The attempts of one row so far, in their order. */
export type Attempts = readonly Trial[];

/** @param attempt from 1 */
export const weighAttempt = (attempts: Attempts, attempt: number, evidence: Evidence): Attempts =>
  Array.from({ length: Math.max(attempts.length, attempt) }, (_, place) => (place === attempt - 1 ? weigh(attempts[place] ?? NOTHING_YET, evidence) : attempts[place] ?? NOTHING_YET));

/** A verdict about the kernel ends a row: what was tried after it, by the rules of then, does not make it better. */
export function judgeAttempts(attempts: Attempts): Judgement {
  const judgements = attempts.map(conclude);
  const last = judgements.findIndex((_, place) => nextAttempt(judgements.slice(0, place + 1)) === undefined);
  return overAttempts(last === -1 ? judgements : judgements.slice(0, last + 1));
}
