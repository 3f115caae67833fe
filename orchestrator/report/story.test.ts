import { describe, expect, it } from 'vitest';
import { CYCLE, MISMATCHED, PASSED, STUCK } from '../archive/fixtures/sample.ts';
import { itemId } from '../archive/item-id.ts';
import { STORY, storyOf, TIMED } from './fixtures/stories.ts';
import { elapsed, rowTitle } from './story.ts';

describe('a story', () => {
  it('has the planned rows in their order, each with what it came to', () => {
    expect([...STORY.items.values()].map(({ id, row }) => [id, row])).toEqual([[itemId(CYCLE), PASSED], [itemId(STUCK), MISMATCHED]]);
    expect(STORY.suite).toBe('smoke');
  });

  it('keeps every attempt, and the console of the last', () => {
    const stuck = STORY.items.get(itemId(STUCK));
    expect(stuck?.attempts).toEqual([
      { attempt: 1, verdict: 'boot-failure', reason: 'no sign of init within 60 s' }, { attempt: 2, verdict: 'model-mismatch', reason: undefined },
    ]);
    expect(stuck?.lastLines).toEqual(['[    1.0] Linux version 6.12', '[    2.0] <memory block>']);
    expect(stuck?.findings[0]?.differences).toHaveLength(1);
  });

  it('knows how long a row took, or has taken so far', () => {
    const cycle = STORY.items.get(itemId(CYCLE));
    expect(cycle && elapsed(cycle)).toBe(10_000);
    expect(elapsed({ started: 5000 }, 7000)).toBe(2000);
    expect(elapsed({})).toBe(0);
  });

  it('has rows that nobody planned from when they start', () => {
    const unplanned = TIMED.map((event) => (event.type === 'run-started' ? { ...event, items: [] } : event));
    const items = [...storyOf(unplanned).items.values()];
    expect(items.map(({ id, key, row, started }) => ({ id, key, row, started }))).toEqual([...STORY.items.values()].map(({ id, key, row, started }) => ({ id, key, row, started })));
  });

  it('can be told up to any event', () => {
    for (const [count] of TIMED.entries()) expect(storyOf(TIMED.slice(0, count)).items.size).toBe(count === 0 ? 0 : 2);
  });
});

it('rowTitle names a policy that is not the default', () => {
  expect(rowTitle(PASSED)).toBe('cycle memmap_on_memory=1 on cxl with debian:6.12');
  expect(rowTitle({ ...PASSED, policy: 'auto-movable' })).toBe('cycle memmap_on_memory=1 on cxl with debian:6.12, policy auto-movable');
});
