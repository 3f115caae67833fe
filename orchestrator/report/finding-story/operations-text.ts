/** The operations up to the one that failed, and those after it, with errno and time. */
import type { Step } from '../page-data/row-shape.ts';
import { formatDuration } from '../duration.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import { fitted } from './wrapped.ts';

/** A scenario of a thousand cycles shows what leads to its failure. */
const BEFORE = 30;
const AFTER = 5;
const WIDEST = 60;

export function operationsText(steps: readonly Step[], failed: number, paint: Paint): string[] {
  const place = steps.findIndex(({ index }) => index === failed);
  const [first, end] = place === -1 ? [Math.max(0, steps.length - BEFORE), steps.length] : [Math.max(0, place - BEFORE), Math.min(steps.length, place + 1 + AFTER)];
  return [
    paint('bold', `      ${'operation'.padEnd(WIDEST)}  ${'errno'.padEnd(8)} ${'began'.padStart(9)}  took`),
    ...(first > 0 ? [`     ... ${first} before`] : []),
    ...steps.slice(first, end).map((step) => operationLine(step, step.index === failed, paint)),
    ...(end < steps.length ? [`     ... ${steps.length - end} after`] : []),
  ];
}

function operationLine({ index, what, errno, allowed, at, returned }: Step, failed: boolean, paint: Paint): string {
  const wrong = errno !== undefined && allowed.length > 0 && !allowed.includes(errno);
  const took = returned === undefined ? 'never returned' : formatDuration(returned - at);
  const line = `${failed ? '>' : ' '}${String(index).padStart(4)} ${fitted(printable(what), WIDEST)}  ${`${errno ?? ''}${wrong ? ' !' : ''}`.padEnd(8)} ${`+${formatDuration(at)}`.padStart(9)}  ${took}`;
  return failed ? paint('red', line) : line;
}
