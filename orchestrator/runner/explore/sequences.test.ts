import { expect, it } from 'vitest';
import type { CorpusEntry } from '../../archive/explore/corpus.ts';
import type { Machine } from '../../config/machine.ts';
import { bindTo } from '../../testing/worlds.ts';
import type { Place } from './place.ts';
import { sequences } from './sequences.ts';

const place = (kernel: string): Place => ({ machine: { name: 'hmem' } as Machine, key: { machine: 'hmem', kernel, policy: 'default' } });
const PLACES = [place('a'), place('b')];
const ENTRY: CorpusEntry = { schema: 1, kernel: 'a', name: 'explore-1-2', operations: [bindTo()], pairs: ['x'] };

function told(corpus: readonly CorpusEntry[], each: number): string[] {
  let used = 0;
  const names: string[] = [];
  for (const { item } of sequences({ places: PLACES, corpus: () => corpus, seed: 7, length: 5, used: () => used })) {
    names.push(`${item.scenario} ${item.kernel}`);
    used += each;
  }
  return names;
}

it('goes from place to place until the budget is used up', () => {
  expect(told([], 0.3)).toEqual(['explore-7-0 a', 'explore-7-0 b', 'explore-7-1 a', 'explore-7-1 b']);
});

it('replays the corpus first, for a quarter of the budget at most', () => {
  expect(told([ENTRY], 0.125)).toEqual(['corpus-0 a', 'corpus-0 b', ...[0, 1, 2].flatMap((number) => [`explore-7-${number} a`, `explore-7-${number} b`])]);
  expect(told(Array<CorpusEntry>(9).fill(ENTRY), 0.1).slice(0, 4)).toEqual(['corpus-0 a', 'corpus-0 b', 'corpus-1 a', 'explore-7-0 a']);
});

it('names a sequence alike whatever the corpus holds', () => {
  expect(told([ENTRY], 0.1)).toContain('explore-7-1 a');
});
