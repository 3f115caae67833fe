/** The operation that is looked at, its errno beside what it may come to, and the buttons that step. */
import type { Step } from '../../page-data/row-shape.ts';
import { seconds } from '../shared/numbers.ts';
import { nextFailed } from './keys.ts';

interface Properties {
  readonly step: Step;
  readonly place: number;
  readonly steps: readonly Step[];
  readonly select: (place: number) => void;
}

export function Outcome({ step, place, steps, select }: Properties) {
  const wrong = step.errno !== undefined && step.allowed.length > 0 && !step.allowed.includes(step.errno);
  const failed = nextFailed(place, steps);
  return (
    <header class="outcome">
      <div class="buttons">
        <button type="button" disabled={place === 0} onClick={() => { select(place - 1); }} title="previous operation ( ← )">←</button>
        <span class="number" aria-live="polite">operation {step.index} <span class="quiet">({place + 1} of {steps.length})</span></span>
        <button type="button" disabled={place === steps.length - 1} onClick={() => { select(place + 1); }} title="next operation ( → )">→</button>
        {failed === -1 ? null : <button type="button" onClick={() => { select(failed); }} title="next operation that failed ( f )">next failure</button>}
      </div>
      <h3>{step.what}</h3>
      <p class="result">
        <span class="quiet">predicted</span> <code>{step.allowed.join(' or ') || 'nothing'}</code> <span class="quiet">seen</span> <code class={wrong ? 'wrong' : ''}>{step.errno ?? 'no result'}</code>
        <span class="quiet"> began at {seconds(step.at)}{step.returned === undefined ? '' : `, returned after ${seconds(step.returned - step.at)}`}{step.observed === undefined ? ', not observed' : ''}</span>
      </p>
    </header>
  );
}
