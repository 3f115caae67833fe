import { expect, test } from 'vitest';
import { isKernelPackage, kernelBuilds } from './build.ts';
import { SUITES } from './fixtures/packages.ts';

test('builds, newest first, without metapackages, unsigned, debug and rt ones', () => {
  expect(kernelBuilds(SUITES).map(({ release, upstream, flavour, packages, missing }) => `${release} ${upstream} ${flavour} ${packages.length} ${missing.length}`)).toEqual([
    '7.3.4+deb13-cloud-amd64 7.3.4 cloud 4 0',
    '7.0.13+deb13-cloud-amd64 7.0.13 cloud 2 2',
    '6.18.15+deb13-cloud-amd64 6.18.15 cloud 1 0',
    '6.12.117+deb13-cloud-amd64 6.12.117 cloud 1 0',
    '6.12.117+deb13-amd64 6.12.117 full 1 0',
    '6.12.117+deb12-cloud-amd64 6.12.117 cloud 1 0',
    '6.12.90+deb13.1-cloud-amd64 6.12.90 cloud 1 0',
    '6.12.90+deb12-cloud-amd64 6.12.90 cloud 1 0',
    '6.12.43+deb12-cloud-amd64 6.12.43 cloud 1 0',
    '6.1.0-56-cloud-amd64 6.1.192 cloud 1 0',
    '6.1.0-50-cloud-amd64 6.1.176 cloud 1 0',
  ]);
});

test('packages of another version of the same name do not count', () => {
  const packages = SUITES.map((each) => (each.name === 'linux-modules-7.3.4+deb13-cloud-amd64' ? { ...each, version: '7.3.4-1' } : each));
  expect(kernelBuilds(packages)[0]?.missing).toEqual(['linux-modules-7.3.4+deb13-cloud-amd64']);
});

test.each([
  ['linux-image-6.1.0-50-cloud-amd64', true],
  ['linux-modules-7.3.4+deb13-amd64', true],
  ['linux-binary-unsigned-7.2.11+deb13-amd64', false],
  ['linux-image-6.1.0-50-cloud-amd64-unsigned', false],
  ['linux-image-6.1.0-50-rt-amd64', false],
  ['linux-modules-7.3.4+deb13-rt-amd64', false],
  ['linux-image-cloud-amd64', false],
  ['linux-base', false],
])('%s: %s', (name, expected) => {
  expect(isKernelPackage(name)).toBe(expected);
});
