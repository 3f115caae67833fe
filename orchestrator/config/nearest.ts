/** A name that nobody has: which ones were probably meant. */
import { distance } from 'fastest-levenshtein';
import { ConfigError } from './explained-error.ts';

/** The names closest to `name`, best first, at most three; a name that starts with `name` is always close. Empty where none is. */
export function nearest(name: string, names: Iterable<string>): string[] {
  const limit = Math.max(2, Math.ceil(name.length / 2));
  return [...new Set(names)]
    .map((candidate) => ({ candidate, away: howFar(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ away }) => away <= limit)
    .sort((a, b) => a.away - b.away || a.candidate.localeCompare(b.candidate, 'en'))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

function howFar(name: string, candidate: string): number {
  if (name === candidate) return 0;
  return name !== '' && candidate.startsWith(name) ? 1 : distance(name, candidate);
}

/** `no machine is called 'cxll'; nearest: cxl, cxl-2way`: one line, with all names where none is near and there are few. */
export function noSuchName(kind: string, name: string, names: Iterable<string>): string {
  const all = [...names].sort();
  const near = nearest(name, all);
  if (near.length > 0) return `no ${kind} is called '${name}'; nearest: ${near.join(', ')}`;
  return `no ${kind} is called '${name}'; ${all.length === 0 ? 'there are none' : `there are: ${all.slice(0, 20).join(', ')}`}`;
}

/** The value of `name`. Throws ConfigError with the nearest names where it has none. */
export function pick<Value>(kind: string, values: ReadonlyMap<string, Value>, name: string): Value {
  const value = values.get(name);
  if (value === undefined) {
    throw new ConfigError({ doing: noSuchName(kind, name, values.keys()), next: `npx daxlab list ${plural(kind)}` });
  }
  return value;
}

export const plural = (kind: string): string => kind.replace(/y$/, 'ie') + 's';
