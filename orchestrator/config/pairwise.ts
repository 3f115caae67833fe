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
  for (let next = best(pairs, covered); next !== undefined; next = best(pairs, covered)) {
    chosen.push(next);
    for (const pair of pairs.get(next) ?? []) covered.add(pair);
  }
  const needed = withoutSuperfluous(chosen, pairs, new Set(present.flatMap((row) => pairsOf(row, factors))));
  return rows.filter((row) => needed.has(row));
}

export function pairsOf<Factor extends string>(row: Combination<Factor>, factors: readonly Factor[]): string[] {
  return factors.flatMap((one, place) => factors.slice(place + 1).map((other) => JSON.stringify([one, row[one] ?? null, other, row[other] ?? null])));
}

/** The row with the most pairs that are still missing, the first of several; undefined when none is missing. */
function best<Row>(pairs: ReadonlyMap<Row, readonly string[]>, covered: ReadonlySet<string>): Row | undefined {
  let found: Row | undefined;
  let most = 0;
  for (const [row, own] of pairs) {
    const missing = own.filter((pair) => !covered.has(pair)).length;
    if (missing > most) [found, most] = [row, missing];
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
