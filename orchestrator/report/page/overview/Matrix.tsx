/** Rows as a table: a line for each scenario on a machine under a policy, a column for each kernel. */
import { useMemo } from 'preact/hooks';
import type { PageRow } from '../../page-data/shape.ts';
import { rowAddress } from '../route.ts';
import { shortVerdict, shown, WORST_FIRST } from '../shared/Verdict.tsx';

interface Line {
  readonly name: string;
  readonly machine: string;
  readonly policy: string;
  readonly cells: ReadonlyMap<string, PageRow>;
  /** Something in it is new. */
  readonly isNew: boolean;
  /** Place of its worst verdict in WORST_FIRST. */
  readonly worst: number;
}

export function Matrix({ rows }: { readonly rows: readonly PageRow[] }) {
  const kernels = useMemo(() => [...new Set(rows.map(({ kernel }) => kernel))].sort(byVersion), [rows]);
  const lines = useMemo(() => linesOf(rows), [rows]);
  const hasPolicies = rows.some(({ policy }) => policy !== 'default');
  if (rows.length === 0) return <p class="quiet">No row is like that.</p>;
  return (
    <section aria-labelledby="rows" class="matrix">
      <h2 id="rows">Scenario × machine × kernel</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">scenario</th><th scope="col">machine</th>{hasPolicies ? <th scope="col">policy</th> : null}
            {kernels.map((kernel) => <th key={kernel} scope="col" class="kernel">{kernel.replace(/^debian:/, '')}</th>)}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, place) => (
            <tr key={keyOf(line)}>
              <th scope="row" class={lines[place - 1]?.name === line.name ? 'again' : ''}>{line.name}</th><td>{line.machine}</td>{hasPolicies ? <td class="quiet">{line.policy}</td> : null}
              {kernels.map((kernel) => <td key={kernel} class="cell-of-row"><RowCell row={line.cells.get(kernel)} /></td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RowCell({ row }: { readonly row: PageRow | undefined }) {
  if (!row) return null;
  const verdict = shown(row);
  const known = row.findings.length > 0 && row.findings.every((finding) => finding.known);
  const why = row.findings[0]?.title ?? row.reason ?? `${row.checked} operations checked`;
  return <a class={`verdict is-${verdict}${known ? ' is-known' : ''}`} href={rowAddress(row.id)} title={`${row.release || row.kernel}: ${why}`}>{shortVerdict(verdict)}{known ? ' (known)' : isNew(row) ? ' · new' : ''}</a>;
}

const isNew = ({ findings }: PageRow): boolean => findings.some(({ status, known }) => status === 'new' && !known);

function linesOf(rows: readonly PageRow[]): readonly Line[] {
  const lines = new Map<string, Omit<Line, 'cells'> & { readonly cells: Map<string, PageRow>; worst: number; isNew: boolean }>();
  for (const row of rows) {
    const { name, machine, policy } = row;
    const line = lines.get(keyOf(row)) ?? { name, machine, policy, cells: new Map<string, PageRow>(), worst: Infinity, isNew: false };
    lines.set(keyOf(row), line);
    line.cells.set(row.kernel, row);
    line.isNew ||= isNew(row);
    line.worst = Math.min(line.worst, WORST_FIRST.indexOf(shown(row)));
  }
  // Stable: lines that are as bad as each other stay in the order of the suite.
  return [...lines.values()].sort((one, other) => Number(other.isNew) - Number(one.isNew) || one.worst - other.worst);
}

const keyOf = ({ name, machine, policy }: Pick<Line, 'name' | 'machine' | 'policy'>): string => [name, machine, policy].join('\n');
const byVersion = new Intl.Collator('en', { numeric: true }).compare;
