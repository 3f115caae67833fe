/** The functions a report is about, out of all that stand in its trace. */
import { ABOVE, BELOW } from './skipped.ts';
import { inSource } from './symbol.ts';

/** `top`: where it happened. `entry`: what the task had been asked to do, which stays the same wherever in it the clock found the task. */
export type From = 'top' | 'entry';

/**
 * Meaningful functions, the one that names the report first.
 * @param symbols innermost first, as printed
 */
export function meaningful(symbols: readonly string[], from: From): string[] {
  const names = symbols.map(inSource).filter((name, index, all) => name !== all[index - 1]);
  const inner = names.findIndex((name) => !ABOVE.test(name));
  // A trace that is nothing but reporting still has one name better than none.
  const kept = inner === -1 ? names.slice(-1) : names.slice(inner).filter((name) => !ABOVE.test(name));
  if (from === 'top') return kept;
  const outward = kept.reverse();
  const asked = outward.filter((name) => !BELOW.test(name));
  return asked.length > 0 ? asked : outward;
}
