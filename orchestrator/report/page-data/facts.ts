/** What an operation did to the facts: before it, as predicted, as seen. */
import { differences, expectationInWords } from '../../judge/differences.ts';
import type { Expectation, Expectations, Facts } from '../../model/observables/observable.ts';
import type { FactRow } from './row-shape.ts';

/** More than this no reader goes through; a bind of 256 blocks changes 1300. */
const MOST = 160;

export interface FactTable {
  readonly rows: readonly FactRow[];
  readonly unchanged: number;
  readonly leftOut: number;
}

/**
 * @param expected absent where the model does not know the world
 * @param overlooked facts whose differences were told before
 */
export function factTable(before: Facts, expected: Expectations | undefined, seen: Facts | undefined, overlooked: ReadonlySet<string>): FactTable {
  const wrong = new Set(expected && seen ? differences(expected, seen).map(({ fact }) => fact).filter((fact) => !overlooked.has(fact)) : []);
  const names = [...new Set([...before.keys(), ...(expected?.keys() ?? []), ...(seen?.keys() ?? [])])];
  const rows = names.flatMap((fact): FactRow[] => {
    const [was, must, is] = [before.get(fact), expected?.get(fact), seen?.get(fact)];
    const differs = wrong.has(fact);
    if (!differs && !isChange(was, must, is, seen !== undefined)) return [];
    return [{
      fact, before: text(was), predicted: must === undefined ? undefined : expectationInWords(must), seen: text(is), ...(differs ? { differs } : {}),
    }];
  });
  const sorted = [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)];
  return { rows: sorted.slice(0, MOST), unchanged: names.length - rows.length, leftOut: Math.max(0, sorted.length - MOST) };
}

/** What the kernel may change as it likes is no change that tells anything. */
function isChange(was: unknown, must: Expectation | undefined, is: unknown, wasObserved: boolean): boolean {
  if (typeof must === 'object' && ('open' in must || 'least' in must || 'ifSeen' in must)) return false;
  return (wasObserved && is !== was) || (must !== undefined && must !== was);
}

const text = (value: string | number | undefined): string | undefined => (value === undefined ? undefined : String(value));
