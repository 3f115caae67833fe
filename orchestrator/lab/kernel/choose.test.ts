import { expect, test } from 'vitest';
import { ConfigError } from '../../config/explained-error.ts';
import { UnsupportedError } from '../errors.ts';
import { kernelBuilds } from './build.ts';
import { chooseBuild } from './choose.ts';
import { several, single, SUITES } from './fixtures/packages.ts';

const BUILDS = kernelBuilds(SUITES);
const choose = (version: string, flavour: 'cloud' | 'full' = 'cloud', builds = BUILDS) => chooseBuild(`debian:${version}`, version, flavour, builds).release;

test.each([
  ['6.12', '6.12.117+deb13-cloud-amd64'],
  ['6.12.90', '6.12.90+deb13.1-cloud-amd64'],
  ['6.12.90+deb12', '6.12.90+deb12-cloud-amd64'],
  ['6.12.90-1~bpo12+1', '6.12.90+deb12-cloud-amd64'],
  ['6.1', '6.1.0-56-cloud-amd64'],
  ['6.1.176', '6.1.0-50-cloud-amd64'],
  ['6.1.0-50', '6.1.0-50-cloud-amd64'],
  ['7', '7.3.4+deb13-cloud-amd64'],
])('debian:%s is %s', (version, release) => {
  expect(choose(version)).toBe(release);
});

test('flavours are kept apart', () => {
  expect(choose('6.12', 'full')).toBe('6.12.117+deb13-amd64');
  expect(() => choose('7.3', 'full')).toThrow(ConfigError);
  expect(() => choose('7.3', 'full')).toThrow('take one of debian:6.12.117+full,');
});

test('a version that no suite knows: the nearest ones', () => {
  expect(() => choose('9.9')).toThrow(ConfigError);
  expect(() => choose('9.9')).toThrow(/debian:9\.9\n[^]*is called 9\.9\n.*debian:6\.12\.90, debian:6\.12\.117, debian:6\.18\.15, debian:7\.3\.4,/);
  expect(() => choose('6.12.9')).toThrow(ConfigError);
});

test('a version whose packages are gone: which ones, and what there is instead', () => {
  expect(() => choose('7.0')).toThrow(UnsupportedError);
  expect(() => choose('7.0')).toThrow('7.0.13+deb13-cloud-amd64 is listed, but linux-base-7.0.13+deb13-cloud-amd64 and linux-modules-7.0.13+deb13-cloud-amd64 are gone');
  expect(() => choose('7.0')).toThrow(/next:.*debian:7\.3\.4/);
});

test('the newest that can be had, when the newest of all cannot', () => {
  const builds = kernelBuilds([...several('7.4.2+deb13', '7.4.2-1', ['modules']), ...several('7.4.1+deb13', '7.4.1-1')]);
  expect(choose('7.4', 'cloud', builds)).toBe('7.4.1+deb13-cloud-amd64');
  expect(() => choose('7.4.2', 'cloud', builds)).toThrow(UnsupportedError);
});

test('suites without any kernel', () => {
  expect(() => choose('6.12', 'cloud', kernelBuilds(single('x', '1')))).toThrow(/check the suites/);
});
