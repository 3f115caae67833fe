/** Stepping by keyboard. */
import type { Step } from '../../page-data/row-shape.ts';

/** Place of the operation that a key goes to; undefined for a key that goes nowhere. */
export function keyTarget(event: KeyboardEvent, place: number, steps: readonly Step[]): number | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return undefined;
  const target = placeFor(event.key, place, steps);
  return target === undefined || target === -1 || steps[target] === undefined ? undefined : target;
}

function placeFor(key: string, place: number, steps: readonly Step[]): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'k':
      return place - 1;
    case 'ArrowRight':
    case 'j':
      return place + 1;
    case 'Home':
      return 0;
    case 'End':
      return steps.length - 1;
    case 'f':
      return nextFailed(place, steps);
    default:
      return undefined;
  }
}

/** After the last comes the first. */
export function nextFailed(place: number, steps: readonly Step[]): number {
  const later = steps.findIndex(({ failed }, each) => failed && each > place);
  return later === -1 ? steps.findIndex(({ failed }) => failed) : later;
}
