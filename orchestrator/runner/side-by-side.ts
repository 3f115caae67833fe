/**
 * A plan of two kernels, with both rows of a pair one after the other: their guests run beside each other, on a host that is as busy for the one
 * as for the other.
 */
import { ConfigError } from '../config/explained-error.ts';
import type { PlannedItem, RunPlan } from '../config/run-plan.ts';

/** Rows that the suite excludes on one of the two are left out on the other as well. */
export function sideBySide(plan: RunPlan, { base, with: other }: { readonly base: string; readonly with: string }): RunPlan {
  if (base === other) throw new ConfigError({ doing: 'comparing two kernels', to: base, expected: 'two kernels', seen: 'the same one twice' });
  const pairs = new Map<string, PlannedItem[]>();
  for (const planned of plan.items) {
    const name = JSON.stringify({ ...planned.item, kernel: undefined });
    pairs.set(name, [...(pairs.get(name) ?? []), planned]);
  }
  return { ...plan, items: [...pairs.values()].filter((pair) => pair.length === 2).flat() };
}
