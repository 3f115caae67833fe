/** One strip for each row: what it came to in every run, oldest left. */
import type { HistoryRun, Strip, StripCell } from '../../page-data/shape.ts';
import { rowAddress } from '../route.ts';
import { StatusTag } from '../shared/StatusTag.tsx';

export function Strips({ strips, runs }: { readonly strips: readonly Strip[]; readonly runs: readonly HistoryRun[] }) {
  return (
    <section aria-labelledby="strips">
      <h2 id="strips">Rows over {runs.length} runs</h2>
      <div class="wide" tabIndex={0} role="group" aria-label="Rows over runs">
        <table class="strips">
          <thead><tr><th scope="col">scenario</th><th scope="col">machine</th><th scope="col">kernel</th><th scope="col">policy</th><th scope="col">status</th><th scope="col">oldest to newest run</th></tr></thead>
          <tbody>
            {strips.map((strip) => (
              <tr key={[strip.name, strip.machine, strip.kernel, strip.policy].join(' ')}>
                <th scope="row">{strip.name}</th><td>{strip.machine}</td><td>{strip.kernel.replace(/^debian:/, '')}</td><td class="quiet">{strip.policy}</td><td><StatusTag status={strip.status} /></td>
                <td><div class="runs">{runs.map(({ id, page }, place) => <RunCell key={id} cell={strip.cells.find(({ run }) => run === place)} run={id} page={page} />)}</div></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function RunCell({ cell, run, page }: { readonly cell: StripCell | undefined; readonly run: string; readonly page: string }) {
  if (!cell) return <span class="run" />;
  const told = `${run}: ${cell.verdict}${cell.release === '' ? '' : ` on ${cell.release}`}${cell.why === undefined ? '' : `, ${cell.why}`}`;
  return <a class={`run is-${cell.verdict}`} href={`${page}${rowAddress(cell.id)}`} title={told} aria-label={told} />;
}
