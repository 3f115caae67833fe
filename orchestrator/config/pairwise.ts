/**
 * A full product thinned pairwise: as few rows as a greedy choice finds, in which every two values that meet anywhere in the product still meet
 * once. Most faults of a combination are already those of two of its parts; three at a time cost several times as many rows.
 */

/** Values by factor; having none is a value like the others. */
type Combination<Factor extends string> = Readonly<Partial<Record<Factor, string | undefined>>>;

/** The rows that are kept, in their order. What meets in `present` need not meet again. */
export function pairwise<Factor extends string, Row extends Combination<Factor>>(rows: readonly Row[], factors: readonly Factor[], present: readonly Row[] = []): Row[] {
  const pairs = new Map(rows.map((row) => [row, pairsOf(row, factors)]));
  const covered = new Set(present.flatMap((row) => pairsOf(row, factors)));
  const chosen: Row[] = [];
  const used = new Map<string, number>();
  const uses = (row: Row): number => factors.reduce((sum, factor) => sum + (used.get(valueOf(row, factor)) ?? 0), 0);
  for (let next = best(pairs, covered, uses); next !== undefined; next = best(pairs, covered, uses)) {
    chosen.push(next);
    for (const pair of pairs.get(next) ?? []) covered.add(pair);
    for (const factor of factors) used.set(valueOf(next, factor), (used.get(valueOf(next, factor)) ?? 0) + 1);
  }
  const needed = withoutSuperfluous(chosen, pairs, new Set(present.flatMap((row) => pairsOf(row, factors))));
  return rows.filter((row) => needed.has(row));
}

function pairsOf<Factor extends string>(row: Combination<Factor>, factors: readonly Factor[]): string[] {
  return factors.flatMap((one, place) => factors.slice(place + 1).map((other) => JSON.stringify([one, row[one] ?? null, other, row[other] ?? null])));
}

const valueOf = <Factor extends string>(row: Combination<Factor>, factor: Factor): string => JSON.stringify([factor, row[factor] ?? null]);

/**
 * The row with the most pairs that are still missing; of several the one whose values were used least, so that no value fills up what others need,
 * and of those the first. Undefined when none is missing.
 */
function best<Row>(pairs: ReadonlyMap<Row, readonly string[]>, covered: ReadonlySet<string>, uses: (row: Row) => number): Row | undefined {
  let found: Row | undefined;
  let most = 0;
  for (const [row, own] of pairs) {
    const missing = own.filter((pair) => !covered.has(pair)).length;
    if (missing > most || (missing === most && found !== undefined && uses(row) < uses(found))) [found, most] = [row, missing];
  }
  return found;
}

/** A greedy choice is now and then made superfluous by the later ones: those go, from the first on, while the others hold what they held. */
function withoutSuperfluous<Row>(chosen: readonly Row[], pairs: ReadonlyMap<Row, readonly string[]>, present: ReadonlySet<string>): ReadonlySet<Row> {
  const counts = new Map<string, number>();
  const count = (row: Row, by: number): void => { for (const pair of pairs.get(row) ?? []) counts.set(pair, (counts.get(pair) ?? 0) + by); };
  for (const row of chosen) count(row, 1);
  const kept = new Set(chosen);
  for (const row of chosen) {
    if (!(pairs.get(row) ?? []).every((pair) => present.has(pair) || (counts.get(pair) ?? 0) > 1)) continue;
    kept.delete(row);
    count(row, -1);
  }
  return kept;
}
