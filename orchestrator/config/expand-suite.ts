/** A suite's matrix multiplied out into work items. */
import { pairwise } from './pairwise.ts';
import { covers } from './suite-filter.ts';
import type { Suite, SuiteRow } from './suite.ts';

/** One scenario on one machine with one kernel under one policy: a fresh guest. */
export interface WorkItem {
  readonly scenario: string;
  readonly machine: string;
  /** As it was asked for. */
  readonly kernel: string;
  readonly policy: string;
  /** The value of memmap_on_memory that the scenario is about, where its row multiplies by one. */
  readonly attribute?: string | undefined;
  /** Which of several runs of the same row it is, from 1. */
  readonly time?: number | undefined;
}

/** What the caller narrows or replaces. */
export interface Selection {
  /** Instead of the suite's own kernels. */
  readonly kernels?: readonly string[] | undefined;
  /** Only these of the suite's machines. */
  readonly machines?: readonly string[] | undefined;
  /** Only these of the suite's policies. */
  readonly policies?: readonly string[] | undefined;
  /** Only these of the suite's scenarios. */
  readonly scenarios?: readonly string[] | undefined;
}

/** The items kernel by kernel, what is included first, then in the order of the file, none twice. */
export function expandSuite(suite: Suite, { kernels = suite.kernels, ...only }: Selection = {}): WorkItem[] {
  // Narrowed after it was thinned: the same rows as in the whole suite, and comparable with theirs.
  return unique(kernels.flatMap((kernel) => itemsOf(suite, kernel)))
    .filter((item) => covers(only, item));
}

/** A kernel is no factor: each runs alone, and all run the same rows, so that they can be compared. */
const FACTORS = ['machine', 'scenario', 'policy', 'attribute'] as const;

function itemsOf({ rows, exclude, thin, include }: Suite, kernel: string): WorkItem[] {
  const included = [...include.suites.flatMap((suite) => itemsOf(suite, kernel)), ...include.rows.flatMap((row) => rowItems(row, kernel))];
  const product = unique(rows.flatMap((row) => rowItems(row, kernel))).filter((item) => !exclude.some((filter) => covers(filter, item)));
  return unique([...included, ...(thin === 'pairwise' ? pairwise(product, FACTORS, included) : product)]);
}

function rowItems({ scenario: scenarios, machines, policies, attribute }: SuiteRow, kernel: string): WorkItem[] {
  return scenarios.flatMap((scenario) => machines.flatMap((machine) => policies.flatMap((policy): WorkItem[] => {
    const item = { scenario, machine, kernel, policy };
    return attribute === undefined ? [item] : attribute.map((value) => ({ ...item, attribute: value }));
  })));
}

function unique(items: readonly WorkItem[]): WorkItem[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
