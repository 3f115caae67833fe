/** Two kernels side by side: what was found on one of them alone, what is not alike though both are right, and what it costs. */
import type { ComparedFinding, ComparedKernel, Comparison } from '../../comparison/shape.ts';
import { counted } from '../shared/numbers.ts';
import { findingAddress } from '../route.ts';

export function Compared({ comparison }: { readonly comparison: Comparison }) {
  const { base, with: other, findings, unlike, steps, rows } = comparison;
  const different = rows.filter((row) => row.base?.verdict !== row.with?.verdict);
  return (
    <section aria-labelledby="compared">
      <h2 id="compared">{other.kernel} against {base.kernel}</h2>
      <ul>
        <li>base: {words(base)}</li>
        <li>with: {words(other)}</li>
      </ul>
      <Found title="only with" findings={findings.onlyWith} />
      <Found title="only without" findings={findings.onlyBase} />
      <Found title="in both" findings={findings.both} />
      <Table title={`${counted(different.length, 'row')} came to something else`} head={['row', 'base', 'with']}
        rows={different.map((row) => [`${row.name} on ${row.machine}${row.policy === 'default' ? '' : `, policy ${row.policy}`}`, row.base?.verdict ?? 'not run', row.with?.verdict ?? 'not run'])} />
      <Table title={`${counted(unlike.length, 'fact')} not alike, where both did as the contract wants`} head={['operation', 'fact', 'base', 'with', 'rows']}
        rows={unlike.map((one) => [one.operation, one.fact, one.base, one.with, String(one.rows.length)])} />
      <Table title="guest time per step" head={['step', 'operations', 'base (s)', 'with (s)', 'ratio']}
        rows={steps.map(({ step, operations, base: one, with: another, ratio }) => [step, String(operations), one.toFixed(3), another.toFixed(3), ratio.toFixed(2)])} />
    </section>
  );
}

const words = ({ kernel, release, heldTo }: ComparedKernel): string => [kernel, release === '' ? '' : `(${release})`, heldTo === undefined ? '' : heldTo.replace(/^\S+ was /, '')].filter((part) => part !== '').join(' ');

function Found({ title, findings }: { readonly title: string; readonly findings: readonly ComparedFinding[] }) {
  return (
    <details open={findings.length > 0 && title !== 'in both'}>
      <summary>{counted(findings.length, 'finding')} {title}</summary>
      <ul class="findings">
        {findings.map(({ fingerprint, kind, title: what, operation, rows }) => (
          <li key={fingerprint}>
            <span class="tag">{kind}</span>
            <a href={findingAddress(fingerprint)}>{what}</a>
            <span class="quiet where">{operation === undefined ? '' : `at ${operation}, `}{counted(rows.length, 'row')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Table({ title, head, rows }: { readonly title: string; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }) {
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <table>
        <thead><tr>{head.map((cell) => <th key={cell} scope="col">{cell}</th>)}</tr></thead>
        <tbody>{rows.map((cells) => <tr key={cells.join('\n')}>{cells.map((cell, place) => (place === 0 ? <th key={head[place]} scope="row">{cell}</th> : <td key={head[place]}>{cell}</td>))}</tr>)}</tbody>
      </table>
    </details>
  );
}
