/** What an enumeration came to: a line for each call that was made to fail. */
import type { Enumerated, Injected } from '../runner/inject/enumerate.ts';
import { table } from './table.ts';

export function injectedText({ summary: { runId, exitStatus }, injected, without }: Enumerated, results: string): string {
  const rows = injected.map((one) => [one.fn, `${one.place} of ${one.of}`, one.operation ?? 'the guest was lost before it', one.errno ?? 'none', one.predicted.join(' or '), findings(one)]);
  return [
    ...(rows.length > 0 ? [table([['function', 'call', 'during', 'errno', 'predicted', 'findings'], ...rows]).trimEnd()] : []),
    // As explained errors are laid out, on a line each.
    ...without.map(({ fn, why }) => `${fn}: ${why}`),
    `inject: ${injected.length} calls failed, ${injected.filter(({ row }) => row.verdict === 'pass').length} of them taken as predicted; exit status ${exitStatus}`,
    `record: ${results}/${runId}`,
    '',
  ].join('\n');
}

function findings({ row: { verdict, reason, findings: found } }: Injected): string {
  if (found.length === 0) return verdict === 'pass' ? '-' : `${verdict}: ${reason?.split('\n', 1)[0] ?? ''}`;
  return [...new Set(found.map(({ kind, title, known }) => `${known ? 'known ' : ''}${kind}: ${title}`))].join('; ');
}
