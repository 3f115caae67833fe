/** What the kernel reports because it was asked to: a page that a scenario poisons on purpose is no finding. */
import type { ErrnoName, Operation } from '../model/operation.ts';
import type { LogReport } from './log/report.ts';

/** By what the write came to `[mm/memory-failure.c:memory_failure, action_result]`. Anything else that is said is a finding. */
const SAID: Partial<Record<ErrnoName, RegExp>> = {
  OK: /: Recovered$/,
  ENXIO: /^Memory failure: memory outside kernel control$/,
  EHWPOISON: /already poisoned/,
  EBUSY: /unhandlable page|: (?:Ignored|Failed)$/,
};

/** @param pending the operation under way with the errno it came to */
export function isExpected({ title, fatal, operation }: LogReport, pending: { readonly index: number; readonly operation: Operation; readonly errno: ErrnoName } | undefined): boolean {
  if (pending?.operation.kind !== 'poison-page' || operation !== pending.index) return false;
  return !fatal && title.startsWith('Memory failure: ') && (SAID[pending.errno]?.test(title) ?? false);
}
