/** The host's CLOCK_MONOTONIC in milliseconds: one clock for every process of the host, so that a record's events and a guest's logs line up. */
export type Clock = () => number;

export const monotonicMilliseconds: Clock = () => Number(process.hrtime.bigint() / 1000n) / 1000;
