import { expect, it } from 'vitest';
import type { ListedKernel } from '../../lab/kernel/list.ts';
import { kernelsBetween } from './kernels-between.ts';

const kernel = (version: string, release: string, missing: string[] = [], flavour: ListedKernel['flavour'] = 'cloud'): ListedKernel =>
  ({ name: `debian:${version}${flavour === 'full' ? '+full' : ''}`, release: `${release}-cloud-amd64`, version: `${version}-1`, flavour, size: 1, missing });
const LISTED = [
  kernel('7.3.4', '7.3.4+deb13'), kernel('6.19.8', '6.19.8+deb13', ['linux-modules-6.19.8']), kernel('6.18.5', '6.18.5+deb13'),
  kernel('6.12.95', '6.12.95+deb13'), kernel('6.12.95+deb12', '6.12.95+deb12'), kernel('6.12.43', '6.12.43+deb12'), kernel('6.12.43', '6.12.43+deb12', [], 'full'), kernel('6.1.176', '6.1.0-56'),
];
const names = (...versions: string[]): string[] => versions.map((version) => `debian:${version}`);

it('lists what lies between, oldest first, and which end is bad', () => {
  expect(kernelsBetween(LISTED, 'debian:6.12.95', 'debian:6.12.43')).toEqual({ kernels: names('6.12.43', '6.12.95+deb12', '6.12.95'), gone: [], broke: false });
  expect(kernelsBetween(LISTED, 'debian:6.12.43', 'debian:6.12.95')).toMatchObject({ kernels: names('6.12.43', '6.12.95+deb12', '6.12.95'), broke: true });
});

it('takes the newest of a version, as run does, and Debian\'s own names', () => {
  expect(kernelsBetween(LISTED, 'debian:6.1', 'debian:6.12')).toMatchObject({ kernels: names('6.1.176', '6.12.43', '6.12.95+deb12', '6.12.95'), broke: true });
  expect(kernelsBetween(LISTED, 'debian:6.1.0-56', 'debian:6.12.43')).toMatchObject({ kernels: names('6.1.176', '6.12.43') });
});

it('says what cannot be had any more', () => {
  const { kernels, gone } = kernelsBetween(LISTED, 'debian:6.18', 'debian:7.3');
  expect(kernels).toEqual(names('6.18.5', '7.3.4'));
  expect(gone).toMatchObject([{ release: '6.19.8+deb13-cloud-amd64' }]);
});

it.each([
  ['./bzImage', 'debian:6.12', 'git bisect run'], ['debian:6.19', 'debian:6.12', 'linux-modules-6.19.8 gone'], ['debian:6.13', 'debian:6.12', 'did you mean|no kernel'],
  ['debian:6.12', 'debian:6.12.95', 'both are'],
])('explains ends that are none: %s and %s', (good, bad, why) => { expect(() => kernelsBetween(LISTED, good, bad)).toThrow(new RegExp(why)); });
