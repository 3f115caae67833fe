/** Draws from a seed: the same seed gives the same draws, on every machine. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Random {
  /** A whole number from 0 on, below `count`. */
  readonly below: (count: number) => number;
}

/** What the sequence of this number draws from: another than its neighbours, though their seeds are neighbours. */
export function randomOf(seed: number, sequence: number): Random {
  const generator = xoroshiro128plus(Math.imul(seed ^ Math.imul(sequence + 1, 0x9e3779b1), 0x85ebca6b));
  // The first draws of neighbouring seeds are alike.
  for (let warm = 0; warm < 8; warm++) generator.next();
  return { below: (count) => uniformInt(generator, 0, count - 1) };
}

export const pick = <Item>(random: Random, items: readonly [Item, ...Item[]]): Item => items[random.below(items.length)] ?? items[0];

/** One of the items, each as often as its weight says; weights are in hundredths. */
export function pickWeighted<Item extends { readonly weight: number }>(random: Random, items: readonly Item[]): Item | undefined {
  const total = items.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return undefined;
  let left = random.below(total);
  return items.find(({ weight }) => (left -= weight) < 0);
}
