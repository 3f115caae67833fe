import { expect, it } from 'vitest';
import { start } from '../testing/start.ts';
import { expectedFacts, observedFacts } from './observables/all.ts';
import { startExpectations } from './start-expectations.ts';
import { begin, NotAStart } from './start.ts';

it('predicts the observation it started from', () => {
  const observation = start();
  const expected = expectedFacts(begin(observation));
  const seen = observedFacts(observation);
  expect([...expected.keys()].sort()).toEqual([...seen.keys()].sort());
  for (const [name, value] of expected) if (typeof value !== 'object') expect([name, seen.get(name)]).toEqual([name, value]);
});

it('needs devices that are bound to no driver', () => {
  const observation = start();
  expect(() => begin({ ...observation, dax: observation.dax.map((device) => ({ ...device, driver: 'kmem' })) })).toThrow(NotAStart);
});

it('expects the default of the attribute by the driver that made the device', () => {
  const observation = start({ attribute: '1' });
  expect(startExpectations(observation).get('dax0.0/memmap_on_memory')).toBe('0');
  expect(startExpectations({ ...observation, dax: observation.dax.map((device) => ({ ...device, origin: 'cxl' })) }).get('dax0.0/memmap_on_memory')).toBe('1');
});
