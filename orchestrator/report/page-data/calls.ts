/** The calls of an operation beside those predicted: what came as it should, what is missing, what came besides. */
import { inWords, visibleCalls, type CallWitness } from '../../judge/calls.ts';
import type { Call } from '../../model/calls.ts';
import type { CallGroup } from './row-shape.ts';

interface Fated {
  readonly fn: string;
  readonly text: string;
  readonly fate: CallGroup['fate'];
}

/** @param predicted absent where the model made no prediction */
export function callGroups(witness: CallWitness | undefined, predicted: readonly Call[] | undefined, seen: readonly Call[]): readonly CallGroup[] {
  const fated = predicted && witness ? aligned(visibleCalls(witness, predicted), seen) : seen.map((call) => withFate(call, 'not predicted'));
  return grouped(fated);
}

/** Both lists with as few calls without a counterpart as possible. */
function aligned(predicted: readonly Call[], seen: readonly Call[]): readonly Fated[] {
  const [wanted, got] = [predicted.map(inWords), seen.map(inWords)];
  const common = longestCommon(wanted, got);
  const found: Fated[] = [];
  let [row, column] = [0, 0];
  while (row < predicted.length || column < seen.length) {
    const [want, have] = [predicted[row], seen[column]];
    if (want && have && wanted[row] === got[column]) {
      found.push(withFate(have, 'as predicted'));
      row++;
      column++;
    } else if (want && (!have || (common[row + 1]?.[column] ?? 0) >= (common[row]?.[column + 1] ?? 0))) {
      found.push(withFate(want, 'missing'));
      row++;
    } else if (have) {
      found.push(withFate(have, 'unexpected'));
      column++;
    }
  }
  return found;
}

/** At [row][column]: how many the rest of the one from row and the rest of the other from column have in common, in order. */
function longestCommon(one: readonly string[], other: readonly string[]): readonly Uint16Array[] {
  const table = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let row = one.length - 1; row >= 0; row--) {
    for (let column = other.length - 1; column >= 0; column--) {
      const [here, below] = [table[row], table[row + 1]];
      if (!here || !below) continue;
      here[column] = one[row] === other[column] ? 1 + (below[column + 1] ?? 0) : Math.max(below[column] ?? 0, here[column + 1] ?? 0);
    }
  }
  return table;
}

function grouped(calls: readonly Fated[]): readonly CallGroup[] {
  const groups: { fn: string; fate: CallGroup['fate']; calls: string[] }[] = [];
  for (const { fn, text, fate } of calls) {
    const last = groups.at(-1);
    if (last?.fn === fn && last.fate === fate) last.calls.push(text);
    else groups.push({ fn, fate, calls: [text] });
  }
  return groups;
}

/** Without the function's name, which the group has. */
function withFate(call: Call, fate: CallGroup['fate']): Fated {
  return { fn: call.fn, text: inWords(call).slice(call.fn.length + 1), fate };
}
