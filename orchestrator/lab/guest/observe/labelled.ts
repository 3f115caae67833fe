/** `label: number kB` lines, as /proc/meminfo and a node's meminfo have them. */
import type { Kibibytes } from '../../../model/units.ts';
import { decimal } from './number.ts';
import { match, unreadable, type Line } from './text-file.ts';

/** One line's label and value. Lines of counts (HugePages_Total) have no unit, and nobody asks for them. */
export type Labelled = ReadonlyMap<string, Kibibytes>;

/** @param pattern with the groups label and digits */
export function labelled(lines: readonly Line[], pattern: RegExp, expected: string): Labelled {
  const values = new Map<string, Kibibytes>();
  for (const line of lines) {
    const [label = '', digits] = match(line, pattern, expected);
    if (values.has(label)) throw unreadable(line, `${label} once`);
    values.set(label, decimal(line, digits) as Kibibytes);
  }
  return values;
}
