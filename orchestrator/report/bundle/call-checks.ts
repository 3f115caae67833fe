/** Looking for a difference of calls again: how often a function was called, or what the first call that differs was. */
import type { CallWitness } from '../../judge/calls.ts';
import type { Difference } from '../../judge/verdict.ts';
import type { CalledFunction } from '../../model/calls.ts';
import type { Checks, ValueCheck } from './check.ts';
import { counting, fetching } from './probes.ts';

/** @param witness which functions were seen, and with which arguments; absent in a record of before that was told */
export function callChecks(differences: readonly Difference[], witness: CallWitness | undefined): Checks {
  const counted = differences.flatMap(({ fact, expected, seen }) => {
    const [want, got] = [expected, seen].map((text) => /^(\d+) calls?$/.exec(text)?.[1]);
    return want === undefined || got === undefined ? [] : [{ fact, check: countCheck(fact, Number(want), got) }];
  });
  const placed = witness ? differences.flatMap((difference) => placeCheck(difference) ?? []) : [];
  const told = new Set([...counted, ...placed].map(({ fact }) => fact));
  return {
    values: [...counted, ...placed].map(({ check }) => check),
    // A call has its place among all that were seen, so all are traced.
    probes: witness && placed.length > 0 ? witness.observable.map(({ fn, altmap }) => fetching(fn, altmap)) : counted.map(({ fact }) => counting(fact as CalledFunction)),
    leftOut: differences.filter(({ fact }) => !told.has(fact)).map(({ fact, expected, seen }) => `${fact}: expected ${expected}, seen ${seen}`),
  };
}

const countCheck = (fact: string, want: number, got: string): ValueCheck => ({
  name: `calls of ${fact}`, reader: { command: `calls ${fact}`, uses: ['calls'] }, since: 'operation', change: true, wanted: { kind: 'between', least: want, most: want }, seen: got,
});

/** `call 3 of 9, arch_add_memory` (judge/calls.ts). */
function placeCheck({ fact, expected, seen }: Difference): { readonly fact: string; readonly check: ValueCheck } | undefined {
  const place = /^call (\d+) of \d+, /.exec(fact)?.[1];
  if (place === undefined) return undefined;
  const wanted = { kind: 'exactly', values: [expected] } as const;
  return { fact, check: { name: fact, reader: { command: `call ${place}`, uses: ['call'] }, since: 'operation', change: false, wanted, seen: seen === 'nothing' ? '' : seen } };
}
