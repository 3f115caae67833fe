import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { ConfigError } from '../../config/explained-error.ts';
import { openCache, type Cache } from '../toolchain/cache.ts';
import { scratch } from '../toolchain/fixtures/scratch.ts';
import { acquireKernel } from './acquire.ts';
import { bootImage, OTHER_NOTE, vmlinux } from './fixtures/images.ts';

let cache: Cache;
let folder: string;

beforeEach(async () => {
  cache = await openCache(scratch());
  folder = scratch();
});

function put(name: string, content: Buffer | string = ''): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

test('a bzImage: its vmlinux is unpacked once', async () => {
  const elf = vmlinux({ release: '6.12.43-mine' });
  const image = put('bzImage', bootImage({ release: '6.12.43-mine', payload: gzipSync(elf) }));
  const said: string[] = [];
  const options = { cache, progress: (what: string) => said.push(what) };
  const kernel = await acquireKernel(image, options);
  expect(kernel).toMatchObject({ asked: image, release: '6.12.43-mine', image, packages: [] });
  expect(await readFile(String(kernel.vmlinux))).toEqual(elf);
  expect(await acquireKernel(image, options)).toEqual(kernel);
  expect(said).toHaveLength(1);
});

test.each([
  ['without a PVH entry', gzipSync(vmlinux({ notes: [OTHER_NOTE] }))],
  ['of an unknown compression', Buffer.from('who knows')],
  ['of no payload', Buffer.alloc(0)],
  ['of something else packed', gzipSync('not an ELF')],
])('a bzImage %s is booted as it is', async (_, payload) => {
  const image = put('bzImage', bootImage({ release: '6.12.43', payload }));
  expect(await acquireKernel(image, { cache })).toMatchObject({ image, vmlinux: undefined, release: '6.12.43' });
});

test('a vmlinux, with what its build tree has', async () => {
  const image = put('linux/vmlinux', vmlinux({ release: '6.12.43-tree' }));
  const config = put('linux/.config');
  const systemMap = put('linux/System.map');
  expect(await acquireKernel(image, { cache })).toMatchObject({ release: '6.12.43-tree', image, vmlinux: image, config, systemMap, modules: undefined });
});

test('a bzImage in its build tree, and an installed one', async () => {
  const config = put('linux/.config');
  const built = put('linux/arch/x86/boot/bzImage', bootImage({ release: '6.12.43' }));
  expect((await acquireKernel(built, { cache })).config).toBe(config);
  const installedConfig = put('boot/config-6.12.44');
  put('boot/config-6.12.43');
  const installed = put('boot/vmlinuz-6.12.44', bootImage({ release: '6.12.44' }));
  expect((await acquireKernel(installed, { cache })).config).toBe(installedConfig);
});

test('a configuration beside the image, beside its modules, and the one that the image itself carries', async () => {
  const image = put('given/kernel', vmlinux({ release: '6.12.43' }));
  expect((await acquireKernel(image, { cache })).config).toBeUndefined();
  put('lib/modules/6.12.43/modules.order');
  const ofModules = put('lib/modules/6.12.43/build/.config');
  expect((await acquireKernel(image, { cache, modules: folder })).config).toBe(ofModules);
  const beside = put('given/config');
  expect((await acquireKernel(image, { cache, modules: folder })).config).toBe(beside);
  const own = Buffer.concat([vmlinux({ release: '6.12.43' }), Buffer.from('IKCFG_ST'), gzipSync('CONFIG_IKCONFIG=y\n'), Buffer.from('IKCFG_ED')]);
  const packed = put('given/bzImage', bootImage({ release: '6.12.43', payload: gzipSync(own) }));
  expect(await readFile(String((await acquireKernel(packed, { cache })).config), 'utf8')).toBe('CONFIG_IKCONFIG=y\n');
});

test('modules: the directory itself, or a tree that holds it', async () => {
  const image = put('bzImage', bootImage({ release: '6.12.43' }));
  put('out/lib/modules/6.12.43/modules.order');
  put('out/lib/modules/6.12.44/modules.order');
  const modules = join(folder, 'out/lib/modules/6.12.43');
  for (const given of [modules, join(folder, 'out/lib/modules'), join(folder, 'out')]) expect((await acquireKernel(image, { cache, modules: given })).modules).toBe(modules);
});

test('modules of another kernel, and none at all', async () => {
  const image = put('bzImage', bootImage({ release: '6.12.43' }));
  put('other/lib/modules/6.12.44/modules.order');
  put('empty/file');
  await expect(acquireKernel(image, { cache, modules: join(folder, 'other') })).rejects.toThrow(/expected: lib\/modules\/6\.12\.43[^]*only those of 6\.12\.44/);
  await expect(acquireKernel(image, { cache, modules: join(folder, 'empty') })).rejects.toThrow('no directory with modules');
  await expect(acquireKernel(image, { cache, modules: join(folder, 'nowhere') })).rejects.toThrow(ConfigError);
  await expect(acquireKernel('debian:6.12', { cache, modules: folder })).rejects.toThrow(/leave --modules out/);
});

test.each([
  ['a script', '#!/bin/sh\n', 'neither a boot header nor an ELF header'],
  ['an empty file', '', 'neither a boot header nor an ELF header'],
  ['another machine', vmlinux({ machine: 183 }), 'not for x86-64'],
  ['a vmlinux without an entry', vmlinux({ notes: [] }), 'without a PVH entry'],
  ['a 32-bit bzImage', bootImage({ is64Bit: false }), 'a 32-bit kernel'],
])('%s is refused, by name', async (_, content, seen) => {
  const image = put('kernel', content);
  await expect(acquireKernel(image, { cache })).rejects.toThrow(ConfigError);
  await expect(acquireKernel(image, { cache })).rejects.toThrow(`reading a kernel: ${image}`);
  await expect(acquireKernel(image, { cache })).rejects.toThrow(seen);
});

test('what is not there, and what is no file', async () => {
  await expect(acquireKernel(join(folder, 'nothing'), { cache })).rejects.toThrow('no such file');
  await expect(acquireKernel(folder, { cache })).rejects.toThrow('something that is not a file');
  await expect(acquireKernel('6.12', { cache })).rejects.toThrow('debian:6.12');
});
