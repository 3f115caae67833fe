/** The part of a run that one of several machines takes. */

/** `2/4`: the second of four. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** Undefined for a text that is none. */
export function parseShard(text: string): Shard | undefined {
  const [, index = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  return index >= 1 && index <= of ? { index, of } : undefined;
}

export const formatShard = ({ index, of }: Shard): string => `${index}/${of}`;

/** Every `of`th item: rows that take long stand side by side in a suite, and are dealt out evenly so. */
export function shardOf<Item>(items: readonly Item[], { index, of }: Shard): Item[] {
  return items.filter((_, place) => place % of === index - 1);
}
