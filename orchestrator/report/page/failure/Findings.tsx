/** Findings of one operation: what was predicted beside what was seen, and the kernel's lines. */
import type { Finding } from '../../../judge/verdict.ts';
import { findingAddress } from '../route.ts';

const FEW = 40;

export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <>
      {findings.map(({ fingerprint, kind, title, differences, log }) => (
        <section key={fingerprint} class="finding" aria-label={title}>
          <h4><span class="tag">{kind}</span> <a href={findingAddress(fingerprint)}>{title}</a></h4>
          {differences.length > 0 ? (
            <table class="differences">
              <thead><tr><th scope="col">fact</th><th scope="col">predicted</th><th scope="col">seen</th></tr></thead>
              <tbody>{differences.slice(0, FEW).map(({ fact, expected, seen }) => <tr key={fact}><th scope="row">{fact}</th><td>{expected || '(empty)'}</td><td class="wrong">{seen || '(empty)'}</td></tr>)}</tbody>
            </table>
          ) : null}
          {differences.length > FEW ? <p class="quiet">and {differences.length - FEW} more in the record</p> : null}
          {log.length > 0 ? <pre tabIndex={0} aria-label="Lines of the kernel's log">{log.join('\n')}</pre> : null}
        </section>
      ))}
    </>
  );
}
