import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatQemuVersion, isAtLeast, parseQemuVersion, upstreamQemuVersion } from './version.ts';

test.each([
  ['QEMU emulator version 11.1.3 (Debian 1:11.1.3+ds-1~bpo13+1)\nCopyright (c)', '11.1.3'],
  ['QEMU emulator version 10.0.50 (v10.0.0-1234-gabcdef)', '10.0.50'],
])('%j', (text, version) => {
  const parsed = parseQemuVersion(text);
  expect(parsed && formatQemuVersion(parsed)).toBe(version);
});

test.each(['', 'GNU bash, version 5.2', 'qemu-img version 10.0.2'])('%j is no QEMU emulator', (text) => {
  expect(parseQemuVersion(text)).toBeUndefined();
});

test.each([['1:11.1.3+ds-1~bpo13+1', '11.1.3'], ['1:7.2+dfsg-7+deb12u18', '7.2.0'], ['8.0', '8.0.0']])('package version %s is %s', (text, version) => {
  const parsed = upstreamQemuVersion(text);
  expect(parsed && formatQemuVersion(parsed)).toBe(version);
});

const version = fc.record({ major: fc.nat(20), minor: fc.nat(9), micro: fc.nat(99) });

test('versions are ordered as numbers', () => {
  fc.assert(
    fc.property(version, version, (a, b) => {
      const number = ({ major, minor, micro }: typeof a) => major * 1e6 + minor * 1e3 + micro;
      expect(isAtLeast(a, b)).toBe(number(a) >= number(b));
      expect(parseQemuVersion(`QEMU emulator version ${formatQemuVersion(a)}`)).toEqual(a);
    }),
  );
});
