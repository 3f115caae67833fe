import { expect, it } from 'vitest';
import type { HeldObservation, Observation } from '../../model/observation.ts';
import { pages, pfn } from '../../model/units.ts';
import { seen } from '../../testing/seen.ts';
import { start } from '../../testing/start.ts';
import { after, attribute, bindTo, fill, state } from '../../testing/worlds.ts';
import { dataStays, heldIsOnline, longPinsAreNotMovable } from './held.ts';
import { begin, observed, type Law } from './history.ts';

const world = after({}, attribute('1'), bindTo(), state(32, 'online_movable'), fill(4));
const holding = (one: Partial<HeldObservation>): Observation => ({ ...seen(world), held: [{ how: 'filled', pages: pages(1024), blocks: { 32: 1024 }, changed: 0, first: [], ...one }] });
const breach = (law: Law, observation: Observation) => law(observed(begin(start(), undefined), { operation: 4, observation }));

it('nothing is breached where it is all there', () => {
  for (const law of [dataStays, heldIsOnline, longPinsAreNotMovable]) for (const observation of [holding({}), seen(world), start()]) expect(breach(law, observation)).toBeUndefined();
});

it('a page that holds something else is told with its block and address, which are not in the title', () => {
  const finding = breach(dataStays, holding({ changed: 3, first: [{ pfn: pfn(32 * 32_768 + 512), place: 7 }, { pfn: pfn(-1), place: 9 }] }));
  expect(finding).toMatchObject({ kind: 'conservation', title: 'what a process wrote to its memory is not there any more', operation: 4 });
  expect(finding?.differences.map(({ seen: shown }) => shown)).toEqual(['3', 'memory32 at 0x100200000, place 7; place 9, which is gone']);
});

it('a page in a block that is offline, or in none', () => {
  expect(breach(heldIsOnline, holding({ blocks: { 32: 1, 33: 2, 90: 1 } }))?.differences).toMatchObject([{ seen: '33 90' }]);
});

it('a page that is pinned for long in zone Movable; in ordinary memory it may be', () => {
  expect(breach(longPinsAreNotMovable, holding({ how: 'pinned-long' }))?.differences).toMatchObject([{ seen: '32' }]);
  expect(breach(longPinsAreNotMovable, holding({ how: 'pinned-long', blocks: { 3: 1 } }))).toBeUndefined();
  expect(breach(longPinsAreNotMovable, holding({ how: 'pinned' }))).toBeUndefined();
});
