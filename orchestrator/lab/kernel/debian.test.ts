import { gzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConfigError } from '../../config/explained-error.ts';
import { InfrastructureError, UnsupportedError } from '../errors.ts';
import { openCache, type Cache } from '../toolchain/cache.ts';
import { fakeApt, type FakeApt, type Files } from '../toolchain/fixtures/fake-apt.ts';
import { scratch } from '../toolchain/fixtures/scratch.ts';
import { acquireKernel } from './acquire.ts';
import { bootImage, vmlinux } from './fixtures/images.ts';
import { listKernels } from './list.ts';

const RELEASE = '6.12.43+deb12-cloud-amd64';
const ELF = vmlinux({ release: RELEASE });
const FILES: Files = {
  [`boot/vmlinuz-${RELEASE}`]: bootImage({ release: RELEASE, payload: gzipSync(ELF) }),
  [`boot/config-${RELEASE}`]: 'CONFIG_PVH=y\n',
  [`usr/lib/modules/${RELEASE}/modules.order`]: '',
};
const stanza = (name: string, version: string, depends = 'kmod') => `Package: ${name}\nVersion: ${version}\nDepends: ${depends}\nSize: 1000\nSHA256: ${'cd'.repeat(32)}\n`;
const GONE = stanza('linux-image-7.0.13+deb13-cloud-amd64', '7.0.13-1', 'linux-modules-7.0.13+deb13-cloud-amd64 (= 7.0.13-1)');

let cache: Cache;
let apt: FakeApt;

beforeEach(async () => {
  cache = await openCache(scratch());
  apt = await fakeApt();
  await apt.publish('6.12.43-1~bpo12+1', `linux-image-${RELEASE}`, FILES);
  apt.list(GONE);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test('a kernel of one package, and then from the cache', async () => {
  const kernel = await acquireKernel('debian:6.12', { cache });
  expect(kernel).toMatchObject({ asked: 'debian:6.12', release: RELEASE, systemMap: undefined, packages: [{ name: `linux-image-${RELEASE}`, version: '6.12.43-1~bpo12+1' }] });
  expect(await readFile(String(kernel.vmlinux))).toEqual(ELF);
  expect(await readFile(String(kernel.config), 'utf8')).toBe('CONFIG_PVH=y\n');
  expect(kernel.modules).toContain(`/usr/lib/modules/${RELEASE}`);
  apt.set('offline', true);
  apt.commands();
  expect(await acquireKernel('debian:6.12', { cache })).toEqual(kernel);
  expect(apt.commands()).toEqual([]);
});

test('another name for the same build shares what is unpacked', async () => {
  const first = await acquireKernel('debian:6.12', { cache });
  apt.commands();
  expect(await acquireKernel('debian:6.12.43', { cache })).toEqual({ ...first, asked: 'debian:6.12.43' });
  expect(apt.commands()).toEqual([]);
});

test('a kernel that is gone, and one that never was; lists that were just fetched are not fetched again for them', async () => {
  await expect(acquireKernel('debian:7.0', { cache })).rejects.toThrow(UnsupportedError);
  await expect(acquireKernel('debian:9.9', { cache })).rejects.toThrow(ConfigError);
  expect(apt.commands().filter((command) => command.startsWith('apt-get'))).toEqual(['apt-get update -q']);
});

test('a package that holds no kernel', async () => {
  await apt.publish('6.12.44-1', 'linux-image-6.12.44+deb12-cloud-amd64', { ...FILES, [`boot/vmlinuz-${RELEASE}`]: 'not a kernel' });
  await expect(acquireKernel('debian:6.12', { cache })).rejects.toThrow(InfrastructureError);
  await expect(acquireKernel('debian:6.12', { cache })).rejects.toThrow('reading the kernel of a package');
});

test('the list: newest first, with what is gone, and then without a network', async () => {
  apt.list(stanza('linux-image-6.12.43+deb12.1-cloud-amd64', '6.12.43-2~bpo12+1'));
  const list = await listKernels({ cache });
  expect(list.kernels.map(({ name, missing }) => [name, ...missing])).toEqual([
    ['debian:7.0.13', 'linux-modules-7.0.13+deb13-cloud-amd64'],
    ['debian:6.12.43'],
    ['debian:6.12.43+deb12'],
  ]);
  apt.set('offline', true);
  expect(await listKernels({ cache })).toEqual(list);
  await expect(listKernels({ cache, refresh: true })).rejects.toThrow(InfrastructureError);
});
