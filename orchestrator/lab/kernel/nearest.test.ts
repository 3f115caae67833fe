import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestVersions } from './nearest.ts';

const VERSIONS = ['7.3.4', '7.2.12', '7.2.6', '6.18.15', '6.17.8', '6.12.117', '6.12.90', '6.12.43', '6.1.192', '6.1.176'];

test.each([
  ['9.9', 2, ['7.3.4', '7.2.12']],
  ['6.13', 2, ['6.12.117', '6.12.90']],
  ['6.16', 1, ['6.17.8']],
  ['6.19', 3, ['6.18.15', '6.17.8', '6.12.117']],
  ['6.12.44', 2, ['6.12.90', '6.12.43']],
  ['5.10', 2, ['6.1.192', '6.1.176']],
  ['6.1.0-99', 1, ['6.1.176']],
])('near to %s', (asked, count, expected) => {
  expect(nearestVersions(asked, VERSIONS, count)).toEqual(expected);
});

test('at most so many, of those there are, in their order, and the version itself first of all', () => {
  const version = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)).map((numbers) => numbers.join('.'));
  fc.assert(
    fc.property(version, fc.array(version), fc.integer({ min: 1, max: 5 }), (asked, versions, count) => {
      const near = nearestVersions(asked, versions, count);
      expect(near.length).toBe(Math.min(count, new Set(versions).size));
      expect(near).toEqual(versions.filter((each, index) => near.includes(each) && versions.indexOf(each) === index));
      if (versions.includes(asked)) expect(near).toContain(asked);
    }),
  );
});
