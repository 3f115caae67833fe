import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareVersions, upstreamVersion } from './version.ts';

// Oldest first; from deb-version(7) and from what the suites really hold.
const ORDERED = [
  ['1.0~~', '1.0~~a', '1.0~', '1.0', '1.0a', '1.0+b1', '1.0.1'],
  ['6.12.90-1~bpo12+1', '6.12.90-1', '6.12.90-2~bpo12+1', '6.12.90-2', '6.12.107-1~deb12u1', '6.12.107-1'],
  ['1:7.2+dfsg-7+deb12u15', '1:7.2+dfsg-7+deb12u18+b3', '1:10.0.2+ds-2+deb13u1~bpo12+1', '1:10.0.2+ds-2+deb13u1', '1:10.0.13+ds-0+deb13u1', '1:11.1.3+ds-1~bpo13+1'],
  ['6.1.176-1', '6.1.192-1', '6.1.192-2', '6.12.1-1', '7.3.4-1', '1:0.1-1'],
];

test.each(ORDERED)('%s … in the order of dpkg', (...versions) => {
  for (const [index, older] of versions.entries()) {
    expect(compareVersions(older, older)).toBe(0);
    for (const newer of versions.slice(index + 1)) {
      expect(compareVersions(older, newer), `${older} < ${newer}`).toBeLessThan(0);
      expect(compareVersions(newer, older), `${newer} > ${older}`).toBeGreaterThan(0);
    }
  }
});

test('equal in other words', () => {
  expect(compareVersions('1.0', '0:1.0')).toBe(0);
  expect(compareVersions('1.0', '1.0-0')).toBe(0);
  expect(compareVersions('1.01', '1.1')).toBe(0);
});

const version = fc.stringMatching(/^(\d:)?\d[0-9a-z.+~]{0,6}(-[0-9a-z.+~]{1,4})?$/);

test('it is an order: antisymmetric and transitive', () => {
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)));
      const [first, second, third] = [a, b, c].sort(compareVersions);
      expect(compareVersions(String(first), String(third))).toBeLessThanOrEqual(0);
      expect(compareVersions(String(second), String(third))).toBeLessThanOrEqual(0);
    }),
  );
});

test.each([['6.12.43-1~bpo12+1', '6.12.43'], ['7.3.4-1', '7.3.4'], ['1:11.1.3+ds-1', '11.1.3+ds'], ['6.1', '6.1']])('upstream of %s is %s', (full, upstream) => {
  expect(upstreamVersion(full)).toBe(upstream);
});
