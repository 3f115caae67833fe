/** What the kernel called during an operation, beside what it should have called. */
import type { CallGroup } from '../../page-data/row-shape.ts';
import { counted } from '../shared/numbers.ts';

const MARK: Record<CallGroup['fate'], string> = { 'as predicted': '', 'not predicted': '', missing: '−', unexpected: '+' };

export function Calls({ groups }: { readonly groups: readonly CallGroup[] }) {
  if (groups.length === 0) return null;
  const calls = groups.reduce((sum, group) => sum + group.calls.length, 0);
  const wrong = groups.filter(({ fate }) => fate === 'missing' || fate === 'unexpected').reduce((sum, group) => sum + group.calls.length, 0);
  return (
    <details class="calls" open={wrong > 0 || groups.length <= 12}>
      <summary>{counted(calls, 'call')} of the hotplug path{wrong > 0 ? <span class="wrong">, {wrong} not as predicted</span> : ', as predicted'}</summary>
      <table>
        <thead><tr><th scope="col">function</th><th scope="col">calls</th><th scope="col">arguments</th><th scope="col">fate</th></tr></thead>
        <tbody>
          {groups.map(({ fn, fate, calls: each }, place) => (
            <tr key={place} class={fate.replace(' ', '-')}>
              <th scope="row">{MARK[fate]} {fn}</th><td class="count">{each.length}</td><td class="mono">{inShort(each)}</td><td>{fate}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function inShort(calls: readonly string[]): string {
  return calls.length > 2 ? `${calls[0] ?? ''} … ${calls.at(-1) ?? ''}` : calls.join(', ');
}
