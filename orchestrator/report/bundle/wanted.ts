/** What a difference says was expected, for a shell to hold a value against. */
import type { FactValue } from '../../model/observables/observable.ts';
import type { Difference } from '../../judge/verdict.ts';

export type Wanted =
  | { readonly kind: 'exactly'; readonly values: readonly string[] }
  | { readonly kind: 'between'; readonly least: number; readonly most: number };

/** A value that is counted from what it was before the steps: what depends on how much memory a guest has is then the same in any. */
export interface WantedValue {
  readonly wanted: Wanted;
  readonly seen: string;
  readonly change: boolean;
}

/** @param start the fact's value in the first observation, where it had one */
export function wantedValue({ expected, seen }: Difference, start?: FactValue): WantedValue {
  const range = bounds(expected);
  if (!range) return { wanted: { kind: 'exactly', values: [text(expected)] }, seen: text(seen), change: false };
  if (typeof start !== 'number' || !/^-?\d+$/.test(seen)) return { wanted: { kind: 'between', ...range }, seen: text(seen), change: false };
  return { wanted: { kind: 'between', least: range.least - start, most: range.most - start }, seen: String(Number(seen) - start), change: true };
}

function bounds(expected: string): { least: number; most: number } | undefined {
  const [, least, most] = /^(-?\d+) to (-?\d+)$/.exec(expected) ?? [];
  if (least !== undefined && most !== undefined) return { least: Number(least), most: Number(most) };
  const [, limit] = /^at most (\d+(?:\.\d+)?)$/.exec(expected) ?? [];
  if (limit !== undefined) return { least: Number.MIN_SAFE_INTEGER, most: Number(limit) };
  return /^-?\d+$/.test(expected) ? { least: Number(expected), most: Number(expected) } : undefined;
}

/** The judge's words for what is not there; a shell reads nothing. */
const text = (value: string): string => (value === '(absent)' || value === 'none' ? '' : value);
