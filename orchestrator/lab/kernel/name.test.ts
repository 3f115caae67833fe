import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConfigError } from '../../config/explained-error.ts';
import { debianName, parseKernelName } from './name.ts';

test.each([
  ['debian:6.12', '6.12', 'cloud'],
  ['debian:6.12.43', '6.12.43', 'cloud'],
  ['debian:6.12+full', '6.12', 'full'],
  ['debian:6.12+cloud', '6.12', 'cloud'],
  ['debian:6.12.90+deb12.1', '6.12.90+deb12.1', 'cloud'],
  ['debian:6.12.90+deb12.1+full', '6.12.90+deb12.1', 'full'],
  ['debian:6.1.0-50', '6.1.0-50', 'cloud'],
  ['debian:7.3.4-1~bpo13+1', '7.3.4-1~bpo13+1', 'cloud'],
])('%s', (name, version, flavour) => {
  expect(parseKernelName(name)).toEqual({ kind: 'debian', version, flavour });
});

test.each(['/boot/vmlinuz', 'bzImage', './a:b', '6.12', '../linux/vmlinux'])('%s is a file', (name) => {
  expect(parseKernelName(name)).toEqual({ kind: 'file', path: name });
});

test.each(['debian:', 'debian:six', 'debian:6.', 'debian:6.12+', 'debain:6.12', 'build:mine', '', '  '])('%j is refused, with the forms there are', (name) => {
  expect(() => parseKernelName(name)).toThrow(ConfigError);
  expect(() => parseKernelName(name)).toThrow('debian:6.12+full for the full flavour');
});

test('a name that was made is read back', () => {
  const version = fc.tuple(fc.nat(9), fc.nat(20), fc.nat(200), fc.constantFrom('', '+deb12', '+deb13.1')).map(([a, b, c, abi]) => `${a}.${b}.${c}${abi}`);
  fc.assert(
    fc.property(version, fc.constantFrom('cloud' as const, 'full' as const), (each, flavour) => {
      expect(parseKernelName(debianName(each, flavour))).toEqual({ kind: 'debian', version: each, flavour });
    }),
  );
});
