import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatShard, parseShard, shardOf } from './shard.ts';

it.each(['0/2', '3/2', '1', '/2', '1/', 'a/b', '-1/2', '1.5/2', ''])('%j is no shard', (text) => {
  expect(parseShard(text)).toBeUndefined();
});

it('deals every item to exactly one shard, evenly', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat()), fc.integer({ min: 1, max: 9 }), (items, of) => {
    const shards = Array.from({ length: of }, (_, place) => shardOf(items, parseShard(`${place + 1}/${of}`) ?? { index: 0, of: 0 }));
    expect(shards.flat().sort()).toEqual([...items].sort());
    const sizes = shards.map(({ length }) => length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }));
});

it('is written as it is read', () => {
  expect(formatShard(parseShard('2/4') ?? { index: 0, of: 0 })).toBe('2/4');
});
