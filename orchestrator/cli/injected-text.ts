/** What an enumeration came to: a line for each call that was made to fail. */
import type { Enumerated } from '../runner/inject/enumerate.ts';
import type { Injected } from '../runner/inject/told.ts';
import { table } from './table.ts';

export function injectedText({ summary: { runId, exitStatus }, injected, behind, without }: Enumerated, results: string): string {
  return [
    ...(injected.length > 0 ? [table([['function', 'call', 'during', 'errno', 'predicted', 'findings'], ...alike(injected)]).trimEnd()] : []),
    ...behind.map((one) => `${one.row.name}, of none of its calls: ${findings(one)}`),
    // As explained errors are laid out, on a line each.
    ...without.map(({ fn, why }) => `${fn}: ${why}`),
    `inject: ${injected.length} calls failed, ${injected.filter(({ row }) => row.verdict === 'pass').length} of them taken as predicted; exit status ${exitStatus}`,
    `record: ${results}/${runId}`,
    '',
  ].join('\n');
}

/** Calls that follow each other and came to the same are one line: of hundreds of allocations most do. */
function alike(injected: readonly Injected[]): string[][] {
  const lines: { readonly first: Injected; readonly last: Injected; readonly rest: readonly string[] }[] = [];
  for (const one of injected) {
    const rest = [one.operation ?? 'the guest was lost before it', one.errno ?? 'none', one.predicted.join(' or '), one.never ? 'not so many calls this time' : findings(one)];
    const before = lines.at(-1);
    const goesOn = before?.last.fn === one.fn && before.last.place + 1 === one.place && before.rest.join() === rest.join();
    lines.splice(goesOn ? -1 : lines.length, goesOn ? 1 : 0, { first: goesOn ? before.first : one, last: one, rest });
  }
  return lines.map(({ first, last, rest }) => [first.fn, `${first === last ? '' : `${first.place} to `}${last.place} of ${last.of}`, ...rest]);
}

function findings({ row: { verdict, reason, findings: found } }: Pick<Injected, 'row'>): string {
  if (found.length === 0) return verdict === 'pass' ? '-' : `${verdict}: ${reason?.split('\n', 1)[0] ?? ''}`;
  return [...new Set(found.map(({ kind, title, known }) => `${known ? 'known ' : ''}${kind}: ${title}`))].join('; ');
}
