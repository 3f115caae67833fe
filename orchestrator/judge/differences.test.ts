import { expect, it } from 'vitest';
import { expectedFacts, observedFacts } from '../model/observables/all.ts';
import { seen } from '../testing/seen.ts';
import { after, attribute, bindTo, state } from '../testing/worlds.ts';
import { differences } from './differences.ts';

it('what is costly to look at may be absent, open or not; what is open otherwise must be there', () => {
  const world = after({}, attribute('1'), bindTo(), state(32, 'online_kernel'));
  expect(differences(expectedFacts(world), observedFacts({ ...seen(world), pageFlags: [], selfHosted: [] }))).toEqual([]);
  expect(differences(expectedFacts(world), observedFacts({ ...seen(world), buddy: [] })).map(({ fact }) => fact)).toContain('node1/Normal/buddy');
});
