/** What the guest's agent writes to /dev/kmsg around an operation, so that lines belong to operations (guest-scripts/agent). */

const MARKER = /^daxlab: operation (\d+) (begin|end)$/;

export interface Marker {
  readonly operation: number;
  readonly place: 'begin' | 'end';
}

export function markerOf(message: string): Marker | undefined {
  const [, number, place] = MARKER.exec(message) ?? [];
  return number === undefined ? undefined : { operation: Number(number), place: place as Marker['place'] };
}

/** How far the markers have come. */
export interface Progress {
  /** -1 before the first. */
  readonly operation: number;
  readonly place: Marker['place'];
}

/** Before the first operation is after one with number -1. */
export const NOT_BEGUN: Progress = { operation: -1, place: 'end' };

/** Operations are counted from 0, and each ends before the next begins: what else follows is a marker that got lost. */
export function missingBefore({ operation, place }: Progress, next: Marker): string | undefined {
  const expected: Marker = place === 'end' ? { operation: operation + 1, place: 'begin' } : { operation, place: 'end' };
  if (next.operation === expected.operation && next.place === expected.place) return undefined;
  return `"operation ${next.operation} ${next.place}" where "operation ${expected.operation} ${expected.place}" was due`;
}
