/** One strip for each row: what it came to in every run, oldest left. */
import { useState } from 'preact/hooks';
import type { HistoryRun, Strip, StripCell } from '../../page-data/history-shape.ts';
import { rowAddress } from '../route.ts';
import { StatusTag } from '../shared/StatusTag.tsx';

/** A row over 200 runs is as many links, and a browser takes a second for 100,000: the worst rows come first, the others when they are asked for. */
const AT_ONCE = 100;

interface Properties {
  readonly strips: readonly Strip[];
  readonly cells: readonly StripCell[];
  readonly runs: readonly HistoryRun[];
}

export function Strips({ strips, cells, runs }: Properties) {
  const [most, setMost] = useState(AT_ONCE);
  const left = strips.length - most;
  return (
    <section aria-labelledby="strips">
      <h2 id="strips">Rows over {runs.length} runs</h2>
      <div class="wide" tabIndex={0} role="group" aria-label="Rows over runs">
        <table class="strips">
          <thead><tr><th scope="col">scenario</th><th scope="col">machine</th><th scope="col">kernel</th><th scope="col">policy</th><th scope="col">status</th><th scope="col">oldest to newest run</th></tr></thead>
          <tbody>
            {strips.slice(0, most).map((strip) => (
              <tr key={[strip.name, strip.machine, strip.kernel, strip.policy].join(' ')}>
                <th scope="row">{strip.name}</th><td>{strip.machine}</td><td>{strip.kernel.replace(/^debian:/, '')}</td><td class="quiet">{strip.policy}</td><td><StatusTag status={strip.status} /></td>
                <td><div class="runs">{runs.map(({ id, page }, place) => <RunCell key={id} cell={cells[strip.cells[place] ?? -1]} row={strip.id} run={id} page={page} />)}</div></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 ? <button type="button" onClick={() => { setMost(most + AT_ONCE); }}>{Math.min(left, AT_ONCE)} more of {left} rows</button> : null}
    </section>
  );
}

interface CellProperties {
  readonly cell: StripCell | undefined;
  readonly row: string;
  readonly run: string;
  readonly page: string;
}

function RunCell({ cell, row, run, page }: CellProperties) {
  if (!cell) return <span class="run" />;
  const told = `${run}: ${cell.verdict}${cell.release === '' ? '' : ` on ${cell.release}`}${cell.why === undefined ? '' : `, ${cell.why}`}`;
  return <a class={`run is-${cell.verdict}`} href={`${page}${rowAddress(row)}`} title={told} aria-label={told} />;
}
