/** The last attempt of a row, to step through: time line, operations, and for one of them everything that was predicted and seen. */
import { useLayoutEffect, useState } from 'preact/hooks';
import type { RowDetail, Step } from '../../page-data/row-shape.ts';
import { setParameter } from '../route.ts';
import { Calls } from './Calls.tsx';
import { EventList } from './EventList.tsx';
import { FactTable } from './FactTable.tsx';
import { Findings } from './Findings.tsx';
import { MemoryPicture } from './MemoryPicture.tsx';
import { Outcome } from './Outcome.tsx';
import { StepList } from './StepList.tsx';
import { TimeLine } from './TimeLine.tsx';
import { keyTarget } from './keys.ts';

/** @param first the operation to begin with, instead of the first that failed */
export function Attempt({ detail, first }: { readonly detail: RowDetail; readonly first?: number | undefined }) {
  const { steps, memory } = detail;
  const [place, setPlace] = useState(() => startingPlace(steps, first));
  const select = (next: number): void => {
    setPlace(next);
    setParameter('operation', String(steps[next]?.index ?? ''));
  };
  // Before the next key can come: an effect that waits for the paint would still step from the operation before.
  useLayoutEffect(() => {
    const follow = (event: KeyboardEvent): void => {
      const target = keyTarget(event, place, steps);
      if (target === undefined) return;
      event.preventDefault();
      select(target);
    };
    addEventListener('keydown', follow);
    return () => { removeEventListener('keydown', follow); };
  });
  const step = steps[place];
  return (
    <article class="attempt">
      {detail.earlier.map(({ attempt, verdict, reason }) => <p key={attempt} class="quiet">attempt {attempt}: {verdict}{reason === undefined ? '' : `, ${reason}`}</p>)}
      <TimeLine detail={detail} place={place} select={select} />
      <div class="stepping">
        {steps.length > 0 ? <StepList steps={steps} place={place} select={select} /> : null}
        <div class="step">
          {step ? (
            <>
              <Outcome step={step} place={place} steps={steps} select={select} />
              <Findings findings={detail.findings.filter(({ operation }) => operation === step.index)} />
              {memory ? <MemoryPicture memory={memory} step={step} /> : null}
              <Calls groups={step.calls} />
              <FactTable step={step} />
            </>
          ) : <p>No operation was begun.</p>}
          <Findings findings={detail.findings.filter(({ operation }) => !steps.some(({ index }) => index === operation))} />
          <EventList detail={detail} step={step} next={steps[place + 1]} />
        </div>
      </div>
    </article>
  );
}

/** Where nothing failed, the last that was begun is where it ended. */
function startingPlace(steps: readonly Step[], first: number | undefined): number {
  const asked = steps.findIndex(({ index }) => index === first);
  if (asked !== -1) return asked;
  const failed = steps.findIndex((step) => step.failed);
  return failed === -1 ? Math.max(0, steps.length - 1) : failed;
}
