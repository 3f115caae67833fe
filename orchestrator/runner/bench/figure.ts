/** One figure of `daxlab bench`: a ratio where the bound is one, so that it holds on machines of any speed. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it should be, in words; bounds are for readers, nothing asserts them. */
  readonly wanted: string;
  /** Whether it is; undefined where only the figure counts. */
  readonly met?: boolean | undefined;
  /** What it was made of. */
  readonly detail: string;
}

/** The middle of an odd count, the lower of the two middles of an even one. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}
