/** Prediction beside observation: every fact that differs. */
import type { Expectation, Expectations, Facts, FactValue } from '../model/observables/observable.ts';
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
    if (value === undefined ? !mayBeAbsent(expectation) : !holds(expectation, value)) {
      found.push({ fact, expected: expectationInWords(expectation), seen: value === undefined ? ABSENT : String(value) });
    }
  }
  return found;
}

const mayBeAbsent = (expectation: Expectation): boolean => typeof expectation === 'object' && ('ifSeen' in expectation || ('open' in expectation && expectation.mayBeAbsent === true));

function holds(expectation: Expectation, value: FactValue): boolean {
  if (typeof expectation !== 'object') return expectation === value;
  if ('ifSeen' in expectation) return expectation.ifSeen === value;
  if ('least' in expectation) return typeof value === 'number' && value >= expectation.least && value <= expectation.most;
  return true;
}

export function expectationInWords(expectation: Expectation): string {
  if (typeof expectation !== 'object') return String(expectation);
  if ('ifSeen' in expectation) return String(expectation.ifSeen);
  if ('least' in expectation) return `${expectation.least} to ${expectation.most}`;
  return `anything (${expectation.open})`;
}
