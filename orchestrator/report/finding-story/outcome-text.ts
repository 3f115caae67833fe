/** The operation that failed: its errno, the facts it changed or should have, and the calls it made, each beside the prediction. */
import type { Finding } from '../../judge/verdict.ts';
import type { CallGroup, Step } from '../page-data/row-shape.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import { comparison } from './comparison.ts';
import { factRows } from './fact-rows.ts';
import { wrapped } from './wrapped.ts';

const MARKS: Readonly<Record<CallGroup['fate'], string>> = { 'as predicted': ' ', missing: '-', unexpected: '+', 'not predicted': '?' };

export function outcomeText(step: Step, { kind }: Pick<Finding, 'kind'>, paint: Paint): string[] {
  const { index, what, errno, allowed } = step;
  return [
    ...wrapped(printable(what), `operation ${index}: `).map((line) => paint('bold', line)),
    '',
    `  errno predicted ${allowed.join(' or ') || 'nothing: the model no longer knew the world'}, observed ${errno ?? 'none: it never returned'}`,
    ...facts(step, paint),
    ...calls(step.calls, kind, paint),
  ];
}

function facts(step: Step, paint: Paint): string[] {
  const { unchanged, factsLeftOut, observed } = step;
  if (observed === undefined) return ['  nothing was read after it'];
  const rows = factRows(step);
  return [
    ...(rows.length === 0 ? [] : ['', ...comparison(['fact', 'before', 'predicted', 'observed'], rows, paint)]),
    `  ${unchanged} facts did not change${factsLeftOut > 0 ? `; ${factsLeftOut} more did` : ''}`,
  ];
}

function calls(groups: readonly CallGroup[], kind: Finding['kind'], paint: Paint): string[] {
  if (groups.length === 0) return kind === 'calls' ? ['', '  no calls were seen'] : [];
  const lines = groups.flatMap(({ fn, fate, calls: own }) => {
    const [first = '', last = first] = [own[0], own.at(-1)];
    const which = own.length === 1 ? first : `${first}${first === last ? '' : ` ... ${last}`}`;
    const text = `${fn}${own.length > 1 ? ` x ${own.length}` : ''} ${which}${fate === 'as predicted' ? '' : ` (${fate})`}`;
    return wrapped(printable(text), `${MARKS[fate]}   `).map((line) => (fate === 'as predicted' ? line : paint('red', line)));
  });
  return ['', paint('bold', '  calls (- missing, + unexpected)'), ...lines.slice(0, MOST_CALLS), ...(lines.length > MOST_CALLS ? [`    ... and ${lines.length - MOST_CALLS} more lines`] : [])];
}

const MOST_CALLS = 40;
