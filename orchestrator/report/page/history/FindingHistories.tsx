/** Findings over all runs: what has become of each, and between which kernels it came and went. */
import type { HistoryFinding, HistoryRun } from '../../page-data/history-shape.ts';
import { findingAddress } from '../route.ts';
import { StatusTag } from '../shared/StatusTag.tsx';
import { Changed } from './Changed.tsx';

export function FindingHistories({ findings, runs }: { readonly findings: readonly HistoryFinding[]; readonly runs: readonly HistoryRun[] }) {
  if (findings.length === 0) return null;
  const pages = new Map(runs.map(({ id, page }) => [id, page]));
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">Findings</h2>
      <div class="wide" tabIndex={0} role="group" aria-label="Findings over runs">
        <table class="finding-histories">
          <thead><tr><th scope="col">status</th><th scope="col">kind</th><th scope="col">finding</th><th scope="col">seen</th><th scope="col">rows</th><th scope="col">last good</th><th scope="col">first bad</th><th scope="col">gone</th><th scope="col">since run</th><th scope="col">what changed</th></tr></thead>
          <tbody>
            {findings.map(({ fingerprint, status, kind, title, seen, of, rows, lastGood, firstBad, firstGood, since, changed }) => (
              <tr key={fingerprint}>
                <td><StatusTag status={status} /></td><td>{kind}</td><th scope="row"><a href={`${pages.get(since) ?? ''}${findingAddress(fingerprint)}`}>{title}</a></th>
                <td>{seen} of {of}</td><td>{rows}</td><td>{short(lastGood)}</td><td>{short(firstBad)}</td><td>{short(firstGood)}</td><td class="mono">{since}</td><td class="changed"><Changed changed={changed} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** `6.12.43+deb12-cloud-amd64` is 6.12.43 to a reader. */
const short = (release = '·'): string => release.replace(/[+-].*$/, '');
