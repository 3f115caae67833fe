/**
 * Many calls in one guest, where a call that fails leaves everything as it was. What ends a guest early, a crash or a finding, is told of the call that it was at: the
 * others go on in another.
 */
import type { Site } from '../../scenario/inject/straight.ts';
import type { Row } from '../run-plan.ts';
import type { TriedRow } from '../try-rows.ts';
import { toldOf, type Injected, type Numbered } from './told.ts';

/** Runs rows and tells each; one that was interrupted is not told. */
export type TryAll = <One extends { readonly row: Row }>(all: readonly One[], tell: (one: One, tried: TriedRow) => void) => Promise<void>;

/** So many fit into a guest that was forked or booted for some 20 s: each is a second or two. */
export const IN_ONE_GUEST = 64;

/** What a row says of none of its calls: of what was done to have the next, or of everything together. */
export interface Behind {
  readonly row: TriedRow['row'];
}

interface Round {
  readonly sites: readonly Numbered[];
  readonly row: Row;
}

/** @param rowFor of sites of one operation, in that order */
export async function tryInTurn(sites: readonly Numbered[], rowFor: (sites: readonly Numbered[]) => Row, tryAll: TryAll, tell: (one: Injected) => void, behind: (one: Behind) => void): Promise<void> {
  let left: readonly Numbered[] = sites;
  while (left.length > 0) {
    const rounds = partsOf(left).map((part): Round => ({ sites: part, row: rowFor(part) }));
    const again: Numbered[] = [];
    let told = 0;
    await tryAll(rounds, (round, tried) => {
      told++;
      const { done, rest, others } = inRow(round.sites, tried);
      done.forEach(tell);
      if (others.row.findings.length > 0 || (done.length === round.sites.length && done.every(({ row }) => row.verdict === 'pass') && others.row.verdict !== 'pass')) behind(others);
      again.push(...rest);
    });
    // An interruption.
    if (told < rounds.length) return;
    left = again;
  }
}

/** Each of one operation, and not too long. */
function partsOf(sites: readonly Numbered[]): readonly (readonly Numbered[])[] {
  const byOperation = new Map<Site['operation'], Numbered[]>();
  for (const one of sites) byOperation.set(one.site.operation, [...byOperation.get(one.site.operation) ?? [], one]);
  return [...byOperation.values()].flatMap((own) => Array.from({ length: Math.ceil(own.length / IN_ONE_GUEST) }, (_, part) => own.slice(part * IN_ONE_GUEST, (part + 1) * IN_ONE_GUEST)));
}

function inRow(sites: readonly Numbered[], { row, calls, retraced }: TriedRow): { readonly done: readonly Injected[]; readonly rest: readonly Numbered[]; readonly others: Behind } {
  const tried = retraced.performed.flatMap((performed) => {
    const { operation, index } = performed;
    const call = operation.kind !== 'together' && operation.fault && 'call' in operation.fault.at ? operation.fault.at.call : undefined;
    const one = sites.find(({ site }) => site.call === call);
    return one ? [{ one, performed, index }] : [];
  });
  const last = tried.at(-1);
  const done = tried.map(({ one, performed, index }): Injected => {
    const findings = row.findings.filter(({ operation }) => operation === index);
    // One that the guest did not outlive is where the row ends, whatever the row says of it.
    const lost = one === last?.one && performed.errno === undefined;
    const never = !lost && (calls.get(index) ?? 0) < one.site.call;
    return { ...toldOf(one, performed, { ...row, findings, verdict: findings.length > 0 || lost ? row.verdict : 'pass' }), ...(never && { never }) };
  });
  const indexes = new Set(tried.map(({ index }) => index));
  const others = { row: { ...row, findings: row.findings.filter(({ operation }) => !indexes.has(operation)) } };
  const [first, ...rest] = sites;
  // A guest that did nothing would do nothing again.
  if (done.length === 0 && first) return { done: [toldOf(first, undefined, row)], rest, others: { row: { ...row, findings: [] } } };
  return { done, rest: sites.filter((one) => !tried.some((other) => other.one === one)), others };
}
