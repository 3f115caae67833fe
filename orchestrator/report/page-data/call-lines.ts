/** Calls on the clock of everything else: the trace has the guest's time, as the console does, and the console's markers say what that is here. */
import { inWords } from '../../judge/calls.ts';
import type { Call } from '../../model/calls.ts';
import type { CallLine } from './row-shape.ts';

export interface CalledPiece {
  /** Of the operation. */
  readonly index: number;
  readonly calls: readonly Call[];
}

/** Host time of an operation: when it began, and when its write returned. */
export interface Span {
  readonly began: number;
  readonly returned: number;
}

/**
 * A call is within its operation, however far the two clocks drift apart in it; one of a record without times is at its end.
 * @param offsets from the guest's clock to the host's, by operation
 * @param zero host time that is 0 in the result
 */
export function callLines(pieces: readonly CalledPiece[], offsets: ReadonlyMap<number, number>, spans: ReadonlyMap<number, Span>, zero: number): readonly CallLine[] {
  return pieces.flatMap(({ index, calls }) => {
    const span = spans.get(index);
    const offset = offsets.get(index);
    if (!span) return [];
    return calls.map((call): CallLine => {
      const time = call.at === undefined || offset === undefined ? span.returned : Math.min(span.returned, Math.max(span.began, call.at * 1000 + offset));
      return { at: Math.round((time - zero) * 10) / 10, text: inWords(call) };
    });
  });
}
