/** Console, calls, control channel and operations as lines on one clock: those of the operation that is looked at, or all. */
import { useState } from 'preact/hooks';
import type { RowDetail, Step } from '../../page-data/row-shape.ts';
import { seconds } from '../shared/numbers.ts';

type Source = 'console' | 'calls' | 'qmp' | 'daxlab';

interface Line {
  readonly at: number;
  readonly source: Source;
  readonly text: string;
  readonly marked?: boolean | undefined;
}

interface Properties {
  readonly detail: RowDetail;
  readonly step: Step | undefined;
  readonly next: Step | undefined;
}

export function EventList({ detail, step, next }: Properties) {
  const [everything, setEverything] = useState(step === undefined);
  const all = linesOf(detail);
  const lines = everything ? all : all.filter(({ at }) => at >= (step?.at ?? 0) - 1 && at < (next?.at ?? Infinity) - 1);
  return (
    <section class="events" aria-labelledby="events">
      <h4 id="events">
        Console, calls, control channel and operations, on one clock
        <label><input type="checkbox" checked={everything} onChange={({ currentTarget }) => { setEverything(currentTarget.checked); }} /> the whole attempt</label>
      </h4>
      {everything && detail.consoleLeftOut > 0 ? <p class="quiet">{detail.consoleLeftOut} earlier lines of the console are in the record only.</p> : null}
      <table tabIndex={0} aria-label="Lines">
        <tbody>{lines.map(({ at, source, text, marked }, place) => <tr key={place} class={`from-${source}${marked ? ' marked' : ''}`}><td class="at">{seconds(at)}</td><td class="source">{source}</td><td class="text">{text}</td></tr>)}</tbody>
      </table>
    </section>
  );
}

function linesOf({ console, calls, qmp, phases, steps }: RowDetail): readonly Line[] {
  return [
    ...phases.map(({ at, what }): Line => ({ at, source: 'daxlab', text: what })),
    ...steps.flatMap(({ index, what, at, returned, observed, errno = '' }): Line[] => [
      { at, source: 'daxlab', text: `operation ${index}: ${what}` },
      ...(returned === undefined ? [] : [{ at: returned, source: 'daxlab', text: `operation ${index} returned ${errno}` } as const]),
      ...(observed === undefined ? [] : [{ at: observed, source: 'daxlab', text: `operation ${index} observed` } as const]),
    ]),
    ...console.map(({ at, text, marked }): Line => ({ at, source: 'console', text, marked })),
    ...calls.map(({ at, text }): Line => ({ at, source: 'calls', text })),
    ...qmp.map(({ at, sent, text }): Line => ({ at, source: 'qmp', text: `${sent ? '→' : '←'} ${text}` })),
  ].sort((one, other) => one.at - other.at);
}
