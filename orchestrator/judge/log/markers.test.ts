import fc from 'fast-check';
import { expect, it } from 'vitest';
import { markerOf, missingBefore, NOT_BEGUN, type Marker, type Progress } from './markers.ts';

it('is what the agent writes, and nothing else', () => {
  expect(markerOf('daxlab: operation 12 begin')).toEqual({ operation: 12, place: 'begin' });
  for (const other of ['daxlab: ready', 'daxlab: operation 12 begins', 'x daxlab: operation 1 end', 'daxlab: operation -1 end']) expect(markerOf(other)).toBeUndefined();
});

it('misses exactly those that are not there', () => {
  const all = Array.from({ length: 6 }, (_, operation): Marker[] => [{ operation, place: 'begin' }, { operation, place: 'end' }]).flat();
  fc.assert(fc.property(fc.subarray(all), (seen) => {
    let progress: Progress = NOT_BEGUN;
    const gaps = seen.filter((marker) => {
      const missing = missingBefore(progress, marker);
      progress = marker;
      return missing !== undefined;
    });
    // Each marker that is seen behind one that is not.
    expect(gaps).toEqual(seen.filter((marker) => all.indexOf(marker) > 0 && !seen.includes(all[all.indexOf(marker) - 1] ?? marker) || (marker === seen[0] && marker !== all[0])));
  }));
});
