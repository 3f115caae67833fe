/** The facts of an operation as rows: blocks that fare alike are one, for a bind of 64 blocks changes 320 facts. */
import type { FactRow, Step } from '../page-data/row-shape.ts';
import { printable, printableValue } from '../printable.ts';
import type { ComparedRow } from './comparison.ts';

const ABSENT = '(absent)';
const OF_BLOCK = /^memory(\d+)\/(.*)$/;

interface Alike {
  readonly row: ComparedRow;
  /** What is told of the block; undefined where the fact is of none. */
  readonly what?: string | undefined;
  readonly numbers: number[];
}

/** Differing ones first, as the step has them. */
export function factRows({ facts, predicted }: Pick<Step, 'facts' | 'predicted'>): ComparedRow[] {
  const alike = new Map<string, Alike>();
  for (const fact of facts) {
    const [, number, what] = OF_BLOCK.exec(fact.fact) ?? [];
    const row = valuesOf(fact, number, predicted !== undefined);
    const key = JSON.stringify([what ?? fact.fact, row]);
    const same = alike.get(key);
    if (same) same.numbers.push(Number(number));
    else alike.set(key, { row, what: what ?? undefined, numbers: number === undefined ? [] : [Number(number)] });
  }
  return [...alike.values()].map(({ row, what, numbers }) => (what === undefined ? row : { ...row, cells: [`memory${ranges(numbers)}/${printable(what)}`, ...row.cells.slice(1)] }));
}

function valuesOf({ fact, before, predicted, seen, differs }: FactRow, number: string | undefined, isPredicted: boolean): ComparedRow {
  // Every block's own number is the same thing.
  const shown = (value: string | undefined, missing: string): string => (value === undefined ? missing : value === number ? '(its own)' : printableValue(value));
  return { cells: [number === undefined ? printable(fact) : '', shown(before, ABSENT), shown(predicted, isPredicted ? ABSENT : ''), shown(seen, ABSENT)], differs: differs === true };
}

/** `32-39,41`. */
export function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of [...numbers].sort((one, other) => one - other)) {
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}
