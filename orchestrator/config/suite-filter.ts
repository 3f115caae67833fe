/** Which rows of a suite something is said of: those that have every value that is named. */
import { inKernelRange, isKernelRange } from './kernel-range.ts';
import { parseKernelName } from './kernel-name.ts';

export interface RowFilter {
  /** Ranges of versions, or names as they are asked for. */
  readonly kernels?: readonly string[] | undefined;
  readonly scenarios?: readonly string[] | undefined;
  readonly machines?: readonly string[] | undefined;
  readonly policies?: readonly string[] | undefined;
  readonly attribute?: readonly string[] | undefined;
}

export interface FilteredRow {
  readonly scenario: string;
  readonly machine: string;
  /** As it was asked for. */
  readonly kernel: string;
  readonly policy: string;
  readonly attribute?: string | undefined;
  /** uname -r, absent while the kernel has not told it. */
  readonly release?: string | undefined;
}

export function covers({ kernels, scenarios, machines, policies, attribute }: RowFilter, row: FilteredRow): boolean {
  const named = (values: readonly string[] | undefined, value: string | undefined): boolean => values === undefined || (value !== undefined && values.includes(value));
  return named(scenarios, row.scenario) && named(machines, row.machine) && named(policies, row.policy) && named(attribute, row.attribute)
    && (kernels?.some((pattern) => matchesKernel(pattern, row)) ?? true);
}

/** A range holds the version that the kernel told; before it did, the one in its name. A file's name and a build's tell none. */
export function matchesKernel(pattern: string, { kernel, release = versionIn(kernel) }: Pick<FilteredRow, 'kernel' | 'release'>): boolean {
  if (!isKernelRange(pattern)) return pattern === kernel;
  return release !== undefined && inKernelRange(release, pattern);
}

function versionIn(kernel: string): string | undefined {
  const name = parseKernelName(kernel);
  return name.kind === 'debian' ? name.version : undefined;
}
