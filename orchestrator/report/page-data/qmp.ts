/** Lines of qmp.log, whose seconds are the clock of the events (`12.345678 -> {…}`). */
import type { QmpLine } from './row-shape.ts';

const LINE = /^(\d+\.\d+) (->|<-) (.*)$/;
/** Nobody reads more of one. */
const LONGEST = 240;

/** @param zero host time in milliseconds that is 0 in the result */
export function qmpLines(text: string, zero: number): readonly QmpLine[] {
  return text.split('\n').flatMap((line) => {
    const [, seconds, direction, message] = LINE.exec(line) ?? [];
    if (seconds === undefined || message === undefined) return [];
    const shown = message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
    return [{ at: Math.round((Number(seconds) * 1000 - zero) * 10) / 10, sent: direction === '->', text: shown }];
  });
}
