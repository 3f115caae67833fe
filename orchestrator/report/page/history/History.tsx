/** Rows and findings over runs. */
import { useMemo, useState } from 'preact/hooks';
import type { HistoryPage } from '../../page-data/history-shape.ts';
import { counted } from '../shared/numbers.ts';
import { FindingHistories } from './FindingHistories.tsx';
import { Strips } from './Strips.tsx';
import { Trends } from './Trends.tsx';

export function History({ data }: { readonly data: HistoryPage }) {
  const [words, setWords] = useState('');
  const strips = useMemo(() => data.strips.filter(({ name, machine, kernel, policy, status }) => has(words, name, machine, kernel, policy, status)), [data, words]);
  const findings = useMemo(() => data.findings.filter(({ title, kind, status, firstBad }) => has(words, title, kind, status, firstBad)), [data, words]);
  const [oldest, newest] = [data.runs[0], data.runs.at(-1)];
  document.title = 'history - daxlab';
  return (
    <>
      <header class="run-header">
        <span class="brand">daxlab</span>
        <h1>history</h1>
        <dl>
          <div><dt>runs</dt><dd>{data.runs.length}</dd></div>
          {oldest && newest ? <div><dt>from</dt><dd>{day(oldest.startedAt)} to {day(newest.startedAt)}</dd></div> : null}
          <div><dt>rows</dt><dd>{data.strips.length}</dd></div>
        </dl>
      </header>
      <main>
        <section class="filters" aria-label="Filter">
          <input type="search" aria-label="Filter rows and findings" placeholder="Filter: scenario, machine, kernel, status, finding" value={words} onInput={({ currentTarget }) => { setWords(currentTarget.value); }} />
          <output class="quiet">{counted(strips.length, 'row')}, {counted(findings.length, 'finding')}</output>
        </section>
        <FindingHistories findings={findings} runs={data.runs} />
        <Trends trends={data.trends} runs={data.runs} />
        <Strips strips={strips} cells={data.cells} runs={data.runs} />
      </main>
    </>
  );
}

function has(words: string, ...texts: readonly string[]): boolean {
  const text = texts.join(' ').toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

const day = (startedAt: string): string => startedAt.slice(0, 16).replace('T', ' ');
