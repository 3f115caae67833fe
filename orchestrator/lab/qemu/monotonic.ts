/** The host's CLOCK_MONOTONIC in seconds, the same for every process of the host: `12345.678901`. */
export function monotonicSeconds(): string {
  const now = process.hrtime.bigint() / 1000n;
  return `${now / 1_000_000n}.${String(now % 1_000_000n).padStart(6, '0')}`;
}
