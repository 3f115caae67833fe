import { expect, it } from 'vitest';
import type { Observation } from '../../model/observation.ts';
import type { Operation } from '../../model/operation.ts';
import { kibibytes } from '../../model/units.ts';
import { seen } from '../../testing/seen.ts';
import { start } from '../../testing/start.ts';
import { after, bindTo, unbindFrom } from '../../testing/worlds.ts';
import { begin, observed } from './history.ts';
import { breaches } from './laws.ts';

/** Titles of what is breached when a device was bound and unbound and the last observation is changed so. */
function afterRemoval(change: Partial<Observation>): string[] {
  const operations: Operation[] = [bindTo(), unbindFrom()];
  const history = operations.reduce((before, _, index) => {
    const observation = seen(after({}, ...operations.slice(0, index + 1)));
    return observed(before, { operation: index, observation: index === 1 ? { ...observation, ...change } : observation });
  }, begin(start(), undefined));
  return breaches(history).map(({ title }) => title);
}

it('nothing is breached where all is back', () => {
  expect(afterRemoval({})).toEqual([]);
});

it('what does not return once everything is removed is a finding', () => {
  expect(afterRemoval({ meminfo: { ...start().meminfo, commitLimit: kibibytes(1) } })).toEqual(['removing everything does not bring back what was there before']);
});

it('min_free_kbytes may come back as another: it depends on watermarks, which depend on it', () => {
  expect(afterRemoval({ minFreeKbytes: kibibytes(start().minFreeKbytes + 4) })).toEqual([]);
});
