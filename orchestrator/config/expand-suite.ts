/** A suite's matrix multiplied out into work items. */
import type { Suite } from './suite.ts';

/** One scenario on one machine with one kernel: a fresh guest. */
export interface WorkItem {
  readonly scenario: string;
  readonly machine: string;
  /** As it was asked for. */
  readonly kernel: string;
  readonly policy: string;
  /** The value of memmap_on_memory that the scenario is about, where its row multiplies by one. */
  readonly attribute?: string | undefined;
}

/** What the caller narrows or replaces. */
export interface Selection {
  /** Instead of the suite's own kernels. */
  readonly kernels?: readonly string[] | undefined;
  /** Only these of the suite's machines. */
  readonly machines?: readonly string[] | undefined;
}

/** The items in the order of the file, kernel by kernel, none twice. */
export function expandSuite(suite: Suite, { kernels = suite.kernels, machines }: Selection = {}): WorkItem[] {
  const items = kernels.flatMap((kernel) => suite.rows.flatMap((row) => rowItems(row, kernel, machines)));
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function rowItems({ scenario, machines, attribute, policy }: Suite['rows'][number], kernel: string, only?: readonly string[]): WorkItem[] {
  return machines
    .filter((machine) => only?.includes(machine) ?? true)
    .flatMap((machine): WorkItem[] => {
      const item = { scenario, machine, kernel, policy };
      return attribute === undefined ? [item] : attribute.map((value) => ({ ...item, attribute: value }));
    });
}
