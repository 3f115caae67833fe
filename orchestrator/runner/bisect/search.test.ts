import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeOf, nextToTry, type Mark, type Marks } from './search.ts';

/** A line that changes behind `last`, some of which cannot be told. */
const line = fc.integer({ min: 2, max: 60 }).chain((length) => fc.record({
  length: fc.constant(length), last: fc.integer({ min: 0, max: length - 2 }), untellable: fc.uniqueArray(fc.integer({ min: 1, max: Math.max(1, length - 2) })),
}));

const begun = (length: number): (Mark | undefined)[] => Array.from({ length }, (_, place) => (place === 0 ? 'one' : place === length - 1 ? 'other' : undefined));

function searched(length: number, answer: (place: number) => Mark): { marks: Marks; tried: number[] } {
  const marks = begun(length);
  const tried: number[] = [];
  for (let place = nextToTry(marks); place !== undefined; place = nextToTry(marks)) {
    expect(marks[place]).toBeUndefined();
    marks[place] = answer(place);
    tried.push(place);
  }
  return { marks, tried };
}

it('finds the two between which it changes, and no fewer than can be told', () => {
  fc.assert(fc.property(line, ({ length, last, untellable }) => {
    const skips = new Set(untellable.filter((place) => place > 0 && place < length - 1));
    const { marks } = searched(length, (place) => (skips.has(place) ? 'skip' : place <= last ? 'one' : 'other'));
    const change = changeOf(marks);
    // The nearest on both sides that can be told.
    const told = Array.from({ length }, (_, place) => place).filter((place) => !skips.has(place));
    expect(change).toEqual({
      last: Math.max(...told.filter((place) => place <= last)), first: Math.min(...told.filter((place) => place > last)),
      skipped: [...skips].filter((place) => place > change.last && place < change.first).sort((a, b) => a - b),
    });
  }));
});

it('tries no more than halving takes where all can be told', () => {
  fc.assert(fc.property(line, ({ length, last }) => {
    const { tried } = searched(length, (place) => (place <= last ? 'one' : 'other'));
    expect(tried.length).toBeLessThanOrEqual(Math.ceil(Math.log2(length - 1)));
  }));
});

it('comes to an end and to two that differ, whatever the answers are', () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 40 }), fc.array(fc.constantFrom<Mark>('one', 'other', 'skip'), { minLength: 40, maxLength: 40 }), (length, answers) => {
    const { marks, tried } = searched(length, (place) => answers[place] ?? 'skip');
    const { last, first, skipped } = changeOf(marks);
    expect([marks[last], marks[first]]).toEqual(['one', 'other']);
    expect(skipped).toHaveLength(first - last - 1);
    expect(new Set(tried).size).toBe(tried.length);
  }));
});
