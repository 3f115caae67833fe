/** What a green run says: which rules and invariants were exercised, how often, which never, and what its kernels do not let be seen. */
import type { RunPage } from '../../page-data/shape.ts';

export function Covered({ coverage, notObservable }: Pick<RunPage, 'coverage' | 'notObservable'>) {
  if (coverage.length === 0 && notObservable.length === 0) return null;
  const possible = coverage.filter(({ notYet }) => notYet === undefined);
  const never = possible.filter(({ count }) => count === 0);
  return (
    <section aria-labelledby="covered" class="covered">
      <h2 id="covered">Coverage</h2>
      {notObservable.map((line) => <p key={line} class="quiet">{line}</p>)}
      {coverage.length === 0 ? null : (
        <details>
          <summary>{possible.length - never.length} of {possible.length} rules and invariants exercised; {never.length} never</summary>
          <table>
            <thead><tr><th scope="col">of SEMANTICS</th><th scope="col">rule or invariant</th><th scope="col">exercised</th></tr></thead>
            <tbody>
              {coverage.map(({ id, text, count, notYet }) => (
                <tr key={id}>
                  <th scope="row" class="mono">{id}</th><td>{text}</td>
                  <td class={notYet === undefined ? '' : 'quiet'}>{notYet === undefined ? (count === 0 ? <strong>never</strong> : `${count} times`) : `cannot be so far: ${notYet}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
}
