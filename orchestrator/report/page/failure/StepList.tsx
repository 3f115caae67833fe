/** All operations of an attempt. */
import { useEffect, useRef } from 'preact/hooks';
import type { Step } from '../../page-data/row-shape.ts';

interface Properties {
  readonly steps: readonly Step[];
  readonly place: number;
  readonly select: (place: number) => void;
}

export function StepList({ steps, place, select }: Properties) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // Within the list only: the page itself stays where it is.
    const item = list.current?.children[place];
    if (!(item instanceof HTMLElement) || !list.current) return;
    const { offsetTop, offsetHeight } = item;
    const { scrollTop, clientHeight } = list.current;
    if (offsetTop < scrollTop || offsetTop + offsetHeight > scrollTop + clientHeight) list.current.scrollTop = offsetTop - clientHeight / 2;
  }, [place]);
  return (
    <ol class="steps" ref={list} aria-label="Operations">
      {steps.map((step, each) => (
        <li key={step.index}>
          <button type="button" class={step.failed ? 'failed' : ''} aria-current={each === place ? 'step' : undefined} onClick={() => { select(each); }}>
            <span class="index">{step.index}</span><span class="what">{step.what}</span><span class="errno">{step.failed ? '✗ ' : ''}{step.errno === 'OK' ? '' : step.errno ?? 'no result'}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
