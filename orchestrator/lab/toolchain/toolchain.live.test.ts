/** The real thing: from this machine's mirror into an empty cache, and then from the cache alone. */
import { execa } from 'execa';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { acquireKernel } from '../kernel/acquire.ts';
import { readVmlinux } from '../kernel/elf.ts';
import { listKernels } from '../kernel/list.ts';
import { openCache, type Cache } from './cache.ts';
import { acquireQemu } from './qemu.ts';
import { acquireTools } from './tools.ts';

let cache: Cache;

beforeAll(async () => {
  cache = await openCache(await mkdtemp(join(tmpdir(), 'daxlab-live-')));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(cache.root, { recursive: true });
});

test('guest and build tools, which run on this host', async () => {
  const tools = await acquireTools({ cache });
  expect(tools.packages.find(({ name }) => name === 'kmod')?.sha256).toMatch(/^[0-9a-f]{64}$/);
  for (const [name, words] of [['cpio', 'GNU cpio'], ['depmod', 'kmod version'], ['modinfo', 'kmod version'], ['zstd', 'Zstandard'], ['xz', 'liblzma'], ['lz4', 'lz4 v']] as const) {
    const [file = '', ...rest] = tools.command(name);
    expect((await execa(file, [...rest, '--version'])).stdout, name).toContain(words);
  }
  expect(await readdir(join(tools.root, 'usr/bin'))).toEqual(expect.arrayContaining(['busybox', 'ndctl', 'daxctl', 'cxl', 'perl']));
});

test('a QEMU with volatile CXL memory, which runs on this host and finds its firmware', async () => {
  const qemu = await acquireQemu({ cache });
  expect(qemu.version.major).toBeGreaterThanOrEqual(8);
  const [file = '', ...rest] = qemu.argv;
  expect((await execa(file, [...rest, '-device', 'cxl-type3,help'])).stdout).toContain('volatile-memdev');
  // Without its firmware it would not get as far as the monitor.
  const monitor = await execa(file, [...rest, '-machine', 'q35', '-display', 'none', '-S', '-monitor', 'stdio'], { input: 'info version\nquit\n' });
  expect(monitor.stdout).toContain(`${qemu.version.major}.${qemu.version.minor}.${qemu.version.micro}`);
});

test.each([
  ['debian:6.1', /^6\.1\.0-\d+-cloud-amd64$/],
  ['debian:6.12', /^6\.12\.\d+\+deb1[23][.\d]*-cloud-amd64$/],
  ['debian:7.3', /^7\.3\.\d+\+deb13[.\d]*-cloud-amd64$/],
])('%s, unpacked to a vmlinux with a PVH entry, with its modules', async (name, release) => {
  const kernel = await acquireKernel(name, { cache });
  expect(kernel.release).toMatch(release);
  expect((await readVmlinux(String(kernel.vmlinux)))?.pvhEntry).toBeDefined();
  expect(await readdir(String(kernel.modules))).toEqual(expect.arrayContaining(['kernel', 'modules.builtin', 'modules.order']));
  expect([typeof kernel.config, typeof kernel.systemMap]).toEqual(['string', 'string']);
});

test('the list says what is gone', async () => {
  const { kernels } = await listKernels({ cache });
  expect(kernels.length).toBeGreaterThan(20);
  expect(kernels.find(({ name }) => name === 'debian:6.12.43')).toMatchObject({ missing: [], flavour: 'cloud' });
});

test('afterwards neither a network nor apt is needed, and it takes no time', async () => {
  vi.stubEnv('PATH', '/nonexistent');
  const started = performance.now();
  await Promise.all([acquireTools({ cache }), acquireQemu({ cache }), acquireKernel('debian:6.12', { cache }), listKernels({ cache })]);
  // Measured: 15 ms. The bound only tells reading files from starting apt, which takes a second.
  expect(performance.now() - started).toBeLessThan(300);
  expect(await readdir(join(cache.root, 'unfinished'))).toEqual([]);
});
