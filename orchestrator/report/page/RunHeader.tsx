/** What run this is. */
import type { RunFacts } from '../page-data/shape.ts';
import { duration } from './shared/numbers.ts';
import { Verdict } from './shared/Verdict.tsx';

export function RunHeader({ run }: { readonly run: RunFacts }) {
  return (
    <header class="run-header">
      <a class="brand" href="#/">daxlab</a>
      <h1>{run.suite}</h1>
      <Verdict verdict={run.verdict} />
      <dl>
        <div><dt>run</dt><dd class="mono">{run.id}</dd></div>
        <div><dt>started</dt><dd><time dateTime={run.startedAt}>{run.startedAt.replace('T', ' ').replace(/\..*/, ' UTC')}</time></dd></div>
        <div><dt>took</dt><dd>{duration(run.took)}</dd></div>
        {run.exitStatus === undefined ? null : <div><dt>exit status</dt><dd>{run.exitStatus}</dd></div>}
      </dl>
      <details>
        <summary>versions</summary>
        <p class="mono">{run.command}</p>
        <p>{run.host}{run.rules === undefined ? '' : `; judged by rules ${run.rules}`}</p>
        <ul>{run.used.map((used) => <li key={used}>{used}</li>)}</ul>
      </details>
    </header>
  );
}
