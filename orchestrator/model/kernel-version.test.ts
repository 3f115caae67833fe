import fc from 'fast-check';
import { expect, it } from 'vitest';
import { atLeast, kernelVersion } from './kernel-version.ts';

it('reads the head of uname -r', () => {
  expect(kernelVersion('6.12.117+deb13-cloud-amd64')).toEqual({ major: 6, minor: 12, patch: 117 });
  expect(kernelVersion('6.1.0-50-cloud-amd64')).toEqual({ major: 6, minor: 1, patch: 0 });
  expect(kernelVersion('7.4-rc1')).toEqual({ major: 7, minor: 4, patch: 0 });
  expect(kernelVersion('next-20261101')).toBeUndefined();
});

it('orders like numbers, not like text', () => {
  fc.assert(fc.property(fc.nat(20), fc.nat(200), fc.nat(20), fc.nat(200), (major, minor, otherMajor, otherMinor) => {
    const version = { major, minor, patch: 0 };
    expect(atLeast(version, otherMajor, otherMinor)).toBe(major * 1000 + minor >= otherMajor * 1000 + otherMinor);
  }));
});
