/** Images of real packages. */
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acquireKernel, type Kernel } from '../kernel/acquire.ts';
import { openCache, type Cache } from '../toolchain/cache.ts';
import { run } from '../toolchain/run.ts';
import { acquireTools, type Tools } from '../toolchain/tools.ts';
import { buildImage } from './image.ts';
import { indexModules } from './kmod.ts';

let tools: Tools;
let kernel: Kernel;
let directory: string;
beforeAll(async () => {
  const cache = await openCache();
  [tools, kernel] = [await acquireTools({ cache }), await acquireKernel('debian:6.12', { cache })];
  directory = await mkdtemp(join(tmpdir(), 'daxlab-image-'));
});
afterAll(async () => { await rm(directory, { recursive: true }); });

const emptyCache = async (): Promise<Cache> => openCache(await mkdtemp(join(directory, 'cache-')));
const listed = async (image: { path: string }): Promise<string[]> => {
  const text = await run([...tools.command('cpio'), '--extract', '--list', '--verbose', '--numeric-uid-gid', '--quiet'], { doing: 'listing an image' }, { from: image.path });
  return text.trimEnd().split('\n');
};

test('the same inputs make the same bytes, whatever the umask', async () => {
  const images = [];
  for (const mask of [0o022, 0o077]) {
    const before = process.umask(mask);
    images.push(await buildImage({ tools, kernel, cache: await emptyCache() }));
    process.umask(before);
  }
  expect(images[0]?.sha256).toBe(images[1]?.sha256);
});

test('an image is built once, and only the image is kept', async () => {
  const cache = await emptyCache();
  const said: string[] = [];
  const first = await buildImage({ tools, kernel, cache, progress: (what) => said.push(what) });
  expect(await buildImage({ tools, kernel, cache, progress: (what) => said.push(what) })).toEqual(first);
  expect(said).toHaveLength(1);
  expect((await readdir(join(cache.root, 'image', first.key))).sort()).toEqual(['initramfs.cpio', 'initramfs.sha256']);
});

test('everything is root’s, and what init needs is there', async () => {
  const lines = await listed(await buildImage({ tools, kernel, cache: await emptyCache() }));
  for (const line of lines) expect(line).toMatch(/^[-dl][rwx-]{9} +\d+ 0 +0 /);
  const names = lines.map((line) => line.split(' ').filter((word) => word !== '')[8]);
  for (const name of ['init', 'daxlab/agent', 'daxlab/prepare', 'bin/sh', 'usr/bin/dropbear', 'usr/bin/cxl', 'lib64/ld-linux-x86-64.so.2', 'daxlab/modules/network', 'daxlab/modules/files/kmem.ko']) expect(names).toContain(name);
  // The kernel would load modules behind our back.
  expect(names).not.toContain('sbin/modprobe');
});

test('a kernel without modules has an image without modules', async () => {
  const lines = await listed(await buildImage({ tools, kernel: { ...kernel, modules: undefined, packages: [] }, cache: await emptyCache() }));
  expect(lines.filter((line) => line.includes('daxlab/modules/'))).toEqual([]);
});

test('kmod says what is needed, in order, of modules that are compressed or not, built in or absent', async () => {
  const work = join(directory, 'work');
  await mkdir(work);
  const tree = await indexModules(tools, kernel.modules ?? '', work);
  const names = async (module: string) => (await tree.dependencies(module)).map((path) => path.split('/').at(-1)?.replace(/\.ko.*/, ''));
  expect(await names('virtio_net')).toEqual(['failover', 'net_failover', 'virtio_net']);
  expect(await names('cxl_port')).toEqual([]);
  expect(await names('no_such_module')).toEqual([]);
});

test('modules are unpacked in the guest, whatever they are compressed with', async () => {
  const modules = join(directory, 'own-modules');
  await mkdir(join(modules, 'kernel'), { recursive: true });
  const work = join(directory, 'own-work');
  await mkdir(work);
  const [xz = ''] = await (await indexModules(tools, kernel.modules ?? '', work)).dependencies('kmem');
  const plain = join(directory, 'kmem.ko');
  await run([...tools.command('xz'), '-dc', xz], { doing: 'unpacking' }, { into: plain });
  await run([...tools.command('zstd'), '-q', plain, '-o', join(modules, 'kernel/kmem.ko.zst')], { doing: 'packing' });
  await copyFile(plain, join(modules, 'kernel/dax_hmem.ko'));
  for (const name of ['modules.order', 'modules.builtin']) await writeFile(join(modules, name), '');
  const image = await buildImage({ tools, kernel: { ...kernel, modules, packages: [] }, cache: await emptyCache() });
  const sizes = (await listed(image)).filter((line) => line.includes('/files/')).map((line) => Number(line.split(/ +/)[4]));
  const { length } = await readFile(plain);
  expect(sizes).toEqual([length, length]);
  await writeFile(join(modules, 'kernel/device_dax.ko.gz'), '');
  await expect(buildImage({ tools, kernel: { ...kernel, modules, packages: [] }, cache: await emptyCache() })).rejects.toThrow(/seen: +kernel\/device_dax.ko.gz/);
});
