/** What the kernel reports because it was asked to: a page that a scenario poisons on purpose is no finding, nor what it keeps for good by its contract. */
import type { ErrnoName, Operation } from '../model/operation.ts';
import { isDimm, type World } from '../model/world.ts';
import type { LogReport } from './log/report.ts';

/** By what the write came to `[mm/memory-failure.c:memory_failure, action_result]`. Anything else that is said is a finding. */
const SAID: Partial<Record<ErrnoName, RegExp>> = {
  OK: /: Recovered$/,
  ENXIO: /^Memory failure: memory outside kernel control$/,
  EHWPOISON: /already poisoned/,
  EBUSY: /unhandlable page|: (?:Ignored|Failed)$/,
};

/** @param pending the operation under way with the errno it came to */
export function isExpected({ title, fatal, operation, head, frames }: LogReport, pending: { readonly index: number; readonly operation: Operation; readonly before: World; readonly errno: ErrnoName } | undefined): boolean {
  if (operation !== pending?.index) return false;
  if (pending.operation.kind === 'seek-leaks') return head === 'leaked object' && frames[0] === 'dev_dax_kmem_probe' && isAnyKept(pending.before);
  if (pending.operation.kind !== 'poison-page') return false;
  return !fatal && title.startsWith('Memory failure: ') && (SAID[pending.errno]?.test(title) ?? false);
}

/**
 * An unbind that finds a block online keeps the range until the next reboot, and with it what the driver knows of it, to which nobody points once the device
 * has no driver `[drivers/dax/kmem.c:dev_dax_kmem_remove, drivers/base/dd.c:device_unbind_cleanup]`.
 */
function isAnyKept({ added, devices }: World): boolean {
  const bound = new Set([...devices.values()].filter((device) => device.bound).map(({ group }) => group));
  return added.some(({ device, group }) => !isDimm(device) && !bound.has(group));
}
