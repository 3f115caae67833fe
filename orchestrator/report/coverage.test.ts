import { expect, it } from 'vitest';
import { ITEMS } from '../judge/coverage/items.ts';
import { coverageJson, coverageLines } from './coverage.ts';
import { storyOf, TIMED } from './fixtures/stories.ts';

const possible = ITEMS.filter((item) => !('notYet' in item)).map(({ id }) => id);
const [one = '', other = ''] = possible;
const covered = (ids: readonly string[]) => storyOf([...TIMED, ...ids.map((id) => ({ v: 1, t: 99_000, type: 'covered', counts: { [id]: 2 } }) as const)]);

it('adds up what the attempts exercised, and names what none did', () => {
  const { items } = JSON.parse(coverageJson('r', covered([one, one, other]))) as { items: { id: string; count: number; notYet?: string }[] };
  expect(items.map(({ id }) => id)).toEqual(ITEMS.map(({ id }) => id));
  expect(items.filter(({ count }) => count > 0)).toEqual([expect.objectContaining({ id: one, count: 4 }), expect.objectContaining({ id: other, count: 2 })]);
});

it('has a line with the first of what was never exercised', () => {
  const [line] = coverageLines(covered([one]));
  expect(line).toBe(`covered: 1 of ${possible.length} rules and invariants; never: ${possible.slice(1, 7).join(', ')} and ${possible.length - 7} more (coverage.json)`);
  expect(coverageLines(covered(possible))).toEqual([`covered: ${possible.length} of ${possible.length} rules and invariants`]);
});

it('says nothing of a record that does not tell', () => {
  expect(coverageLines(storyOf(TIMED))).toEqual([]);
});
