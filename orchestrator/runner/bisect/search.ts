/** Where along a line of kernels something changes: the next one to try, and the answer. Pure. */

/** `one` is what the first kernel is, `other` what the last is; which of them is bad says in which direction it changed. */
export type Mark = 'one' | 'other' | 'skip';
/** A mark for each kernel, in their order; undefined where it was not tried. */
export type Marks = readonly (Mark | undefined)[];

interface Bounds {
  /** The last that is as the first. */
  readonly low: number;
  /** The first behind it that is as the last. */
  readonly high: number;
}

/** Both ends are marked; a change that comes and goes is looked for between the nearest two. */
function bounds(marks: Marks): Bounds {
  const high = marks.indexOf('other');
  return { low: marks.lastIndexOf('one', high), high };
}

/** The untried kernel nearest to the middle of what is left; undefined when none is. */
export function nextToTry(marks: Marks): number | undefined {
  const { low, high } = bounds(marks);
  const middle = (low + high) / 2;
  const untried = marks.flatMap((mark, place) => (mark === undefined && place > low && place < high ? [place] : []));
  return untried.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
}

export interface Change {
  /** The last kernel before it and the first behind it. */
  readonly last: number;
  readonly first: number;
  /** Between them, where nobody could tell: it may be in any of these, or in `first`. */
  readonly skipped: readonly number[];
}

/** Once nothing is left to try. */
export function changeOf(marks: Marks): Change {
  const { low, high } = bounds(marks);
  return { last: low, first: high, skipped: marks.flatMap((mark, place) => (mark === 'skip' && place > low && place < high ? [place] : [])) };
}
