/** The whole way on a toy of a kernel: what is compiled again, what is kept, what is said. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { ConfigError } from '../../../config/explained-error.ts';
import { openCache, type Cache } from '../../toolchain/cache.ts';
import { scratch } from '../../toolchain/fixtures/scratch.ts';
import { readSeries } from '../series/read-series.ts';
import { buildFrom, buildKernel, type Built } from './build-kernel.ts';
import { SOURCES, writeToyKernel } from './fixtures/toy-kernel.ts';
import { askedOptions, configText } from './fragment.ts';

let cache: Cache;
let tree: string;
let folder: string;
beforeEach(async () => {
  folder = scratch();
  [cache, tree] = [await openCache(join(folder, 'cache')), join(folder, 'source')];
  await mkdir(tree);
  await writeToyKernel(tree);
});

interface Asked {
  readonly name?: string;
  readonly series?: readonly string[];
  readonly config?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (what: string) => void;
}

async function build({ name = 'toy', series = [], config = 'CONFIG_MM=y\nCONFIG_DAX=m\n', signal, onProgress }: Asked = {}): Promise<Built & { readonly compiled: readonly string[] }> {
  const fragments = [{ name: 'base', text: config }];
  const { options } = askedOptions(fragments);
  const log = async (): Promise<string> => (await Promise.all((await readdir(join(cache.root, 'build'))).map((one) => readFile(join(cache.root, 'build', one, 'build.log'), 'utf8').catch(() => '')))).join('');
  const built = await buildFrom({ name, jobs: 2 }, {
    configuration: { fragments, options, text: configText(options) },
    series: await Promise.all(series.map(readSeries)),
    source: { tree, version: '6.12', immutable: false, packages: [] },
    tools: { env: {}, variables: [], compiler: 'cc 1', packages: [] },
  }, { cache, progress: onProgress, signal });
  return { ...built, compiled: [...(await log()).matchAll(/^ {2}CC +(\S+)\.o$/gm)].map(([, path = '']) => path).sort() };
}

const image = ({ directory }: Built): Promise<string> => readFile(join(directory, 'bzImage'), 'utf8');

async function patch(path: string, from: string, to: string): Promise<string> {
  const file = join(folder, `${path.replaceAll('/', '-')}.patch`);
  await writeFile(file, `Subject: [PATCH v2 1/1] change ${path}\nMessage-Id: <a@b>\n\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-${from}\n+${to}\n`);
  return file;
}

test('a host without a compiler is told so before anything is fetched', async () => {
  vi.stubEnv('PATH', folder);
  try {
    await expect(buildKernel({ name: 'toy', source: join(folder, 'no-such-tree'), series: [], config: [], jobs: 1 }, { cache })).rejects.toThrow(/no gcc, ld, make[^]*apt-get install gcc/);
  } finally {
    vi.unstubAllEnvs();
  }
});

test('a first build compiles everything and keeps what is booted', async () => {
  const said: string[] = [];
  const built = await build({ onProgress: (what) => { said.push(what); } });
  expect(built.compiled).toEqual(SOURCES.map((path) => path.replace('.c', '')).sort());
  expect(await image(built)).toBe('mm/a.c\nmm/b.c\ndrivers/c.c\n-daxlab-toy\n');
  expect(await readFile(join(built.directory, 'modules/lib/modules/1/kmem.ko'), 'utf8')).toBe('module\n');
  expect(await readFile(join(built.directory, 'config'), 'utf8')).toBe('CONFIG_MM=y\nCONFIG_DAX=m\n');
  expect(said).toContain('built toy: 3 objects');
});

test('a series compiles what it changes, the source is as it was, and without it the old is back', async () => {
  const plain = await build();
  const patched = await build({ name: 'patched', series: [await patch('mm/b.c', 'mm/b.c', 'another')] });
  expect(patched.compiled).toEqual(['mm/b']);
  expect(await image(patched)).toBe('mm/a.c\nanother\ndrivers/c.c\n-daxlab-patched\n');
  expect(patched.record.series).toEqual([{ version: 2, patches: [{ subject: 'change mm/b.c', messageId: 'a@b' }], sha256: expect.any(String) as string }]);
  expect(await readFile(join(tree, 'mm/b.c'), 'utf8')).toBe('mm/b.c\n');
  const other = await build({ name: 'other', series: [await patch('drivers/c.c', 'drivers/c.c', 'more')] });
  expect(other.compiled).toEqual(['drivers/c', 'mm/b']);
  expect(await image(other)).toBe('mm/a.c\nmm/b.c\nmore\n-daxlab-other\n');
  expect(await image(plain)).toBe('mm/a.c\nmm/b.c\ndrivers/c.c\n-daxlab-toy\n');
});

test('the same again is not built again; a file of the source that changed is', async () => {
  const first = await build();
  const { mtimeMs } = await stat(join(first.directory, 'bzImage'));
  const again = await build();
  expect([again.key, (await stat(join(again.directory, 'bzImage'))).mtimeMs]).toEqual([first.key, mtimeMs]);
  await writeFile(join(tree, 'mm/a.c'), 'changed\n');
  const changed = await build();
  expect(changed.compiled).toEqual(['mm/a']);
  expect(changed.record.source.sha256).not.toBe(first.record.source.sha256);
});

test('another tree of the same version compiles what is not the same', async () => {
  await build();
  const other = join(folder, 'other');
  await mkdir(other);
  await writeToyKernel(other);
  await writeFile(join(other, 'drivers/c.c'), 'of the other\n');
  tree = other;
  const built = await build({ name: 'other' });
  expect(built.compiled).toEqual(['drivers/c']);
  expect(await image(built)).toBe('mm/a.c\nmm/b.c\nof the other\n-daxlab-other\n');
});

test('an option that is not taken names what it depends on', async () => {
  const error = await build({ config: 'CONFIG_MM=y\nCONFIG_NOT_THERE=y\n' }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as Error).message).toContain('CONFIG_NOT_THERE=y (base) came out as n: it depends on MM && ELSEWHERE, and there is MM=y, ELSEWHERE=n');
});

test('an error of the compiler is told as it is, and what is repaired is built', async () => {
  await writeFile(join(tree, 'mm/a.c'), 'error: this\n');
  await expect(build()).rejects.toThrow('mm/a.c:1:2: error: as the compiler says it');
  await writeFile(join(tree, 'mm/a.c'), 'whole\n');
  expect(await image(await build())).toContain('whole');
});

test('an interruption leaves nothing half built', async () => {
  await writeFile(join(tree, 'mm/b.c'), 'endless\n');
  const controller = new AbortController();
  const reason = new Error('interrupted');
  const objects = async (): Promise<string> => join(cache.root, 'build', (await readdir(join(cache.root, 'build')))[0] ?? '', 'objects');
  const building = build({ signal: controller.signal, onProgress: (what) => { if (what === 'building toy') void cut(); } });
  const cut = async (): Promise<void> => {
    // The half of an object is there: now.
    while (!existsSync(join(await objects(), 'mm/b.o'))) await new Promise((resolve) => { setImmediate(resolve); });
    controller.abort(reason);
  };
  await expect(building).rejects.toBe(reason);
  expect(existsSync(join(await objects(), 'mm/b.o'))).toBe(false);
  await writeFile(join(tree, 'mm/b.c'), 'mm/b.c\n');
  expect(await image(await build())).toBe('mm/a.c\nmm/b.c\ndrivers/c.c\n-daxlab-toy\n');
});
