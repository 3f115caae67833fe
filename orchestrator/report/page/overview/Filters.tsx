/** The filter box, and a button for each verdict with how many rows came to it. */
import { useEffect, useRef } from 'preact/hooks';
import type { PageRow } from '../../page-data/shape.ts';
import { setParameter } from '../route.ts';
import { shown, WORST_FIRST, type Shown } from '../shared/Verdict.tsx';
import type { Filter } from './filter.ts';

interface Properties {
  readonly rows: readonly PageRow[];
  readonly filter: Filter;
  readonly shownRows: number;
}

export function Filters({ rows, filter, shownRows }: Properties) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      box.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => { removeEventListener('keydown', focus); };
  }, []);
  const counts = new Map<Shown, number>();
  for (const row of rows) counts.set(shown(row), (counts.get(shown(row)) ?? 0) + 1);
  const toggle = (verdict: Shown): void => {
    const next = new Set(filter.verdicts);
    if (!next.delete(verdict)) next.add(verdict);
    setParameter('verdict', [...next].join(','));
  };
  return (
    <section class="filters" aria-label="Filter">
      <input
        ref={box} type="search" aria-label="Filter rows" placeholder="Filter: scenario, machine, kernel, policy, finding ( / )" value={filter.words}
        onInput={({ currentTarget }) => { setParameter('words', currentTarget.value); }}
      />
      <div class="verdict-filters" role="group" aria-label="Verdicts">
        {WORST_FIRST.filter((verdict) => counts.has(verdict)).map((verdict) => (
          <button key={verdict} type="button" class={`verdict is-${verdict}`} aria-pressed={filter.verdicts.has(verdict)} onClick={() => { toggle(verdict); }}>
            {counts.get(verdict)} {verdict === 'not-run' ? 'not run' : verdict}
          </button>
        ))}
      </div>
      <output class="quiet">{shownRows === rows.length ? `${rows.length} rows` : `${shownRows} of ${rows.length} rows`}</output>
    </section>
  );
}
