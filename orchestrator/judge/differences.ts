/** Prediction beside observation: every fact that differs. */
import type { Expectation, Expectations, Facts } from '../model/observables/observable.ts';
import type { Difference } from './verdict.ts';

const ABSENT = '(absent)';

/** Families are closed: a fact that only one side has is a difference too. */
export function differences(expected: Expectations, seen: Facts): Difference[] {
  const found = partial(expected, seen);
  for (const [fact, value] of seen) if (!expected.has(fact)) found.push({ fact, expected: ABSENT, seen: String(value) });
  return found;
}

/** Only the facts that are expected; what else was seen does not count. */
export function partial(expected: Expectations, seen: Facts): Difference[] {
  const found: Difference[] = [];
  for (const [fact, expectation] of expected) {
    const value = seen.get(fact);
    if (value === undefined) found.push({ fact, expected: show(expectation), seen: ABSENT });
    else if (typeof expectation !== 'object' && expectation !== value) found.push({ fact, expected: show(expectation), seen: String(value) });
  }
  return found;
}

const show = (expectation: Expectation): string => (typeof expectation === 'object' ? `anything (${expectation.open})` : String(expectation));
