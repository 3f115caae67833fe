import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Kernel } from '../kernel/kernel.ts';
import type { Tools } from '../toolchain/tools.ts';
import { imageKey } from './key.ts';

let scripts: string;
let modules: string;
beforeEach(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'daxlab-key-'));
  [scripts, modules] = [join(directory, 'scripts'), join(directory, 'modules')];
  await mkdir(join(scripts, 'lib'), { recursive: true });
  await mkdir(join(modules, 'kernel'), { recursive: true });
  await writeFile(join(scripts, 'init'), 'one');
  await writeFile(join(modules, 'kernel/a.ko.xz'), 'module');
});
afterEach(async () => { await rm(join(scripts, '..'), { recursive: true }); });

const tools = (version = '1'): Tools => ({ root: '/nowhere', packages: [{ name: 'busybox-static', version, sha256: 'f'.repeat(64) }], command: () => [] });
const kernel = (more: Partial<Kernel> = {}): Kernel => ({ asked: 'debian:6.12', release: '6.12.1', image: '/k', sha256: '0', packages: [{ name: 'linux-image', version: '1', sha256: 'a' }], modules, ...more });
const mine = (more: Partial<Kernel> = {}): Kernel => kernel({ packages: [], ...more });

test('the same inputs have the same key, wherever a packaged kernel lies', async () => {
  expect(await imageKey(tools(), kernel(), scripts)).toBe(await imageKey(tools(), kernel({ modules: '/elsewhere', image: '/other', asked: 'debian:6.12.1' }), scripts));
});

test('other packages, another kernel package, another script make another key', async () => {
  const keys = [await imageKey(tools(), kernel(), scripts), await imageKey(tools('2'), kernel(), scripts), await imageKey(tools(), kernel({ packages: [{ name: 'linux-image', version: '2', sha256: 'b' }] }), scripts)];
  await writeFile(join(scripts, 'lib/new.pl'), '');
  keys.push(await imageKey(tools(), kernel(), scripts));
  await writeFile(join(scripts, 'init'), 'two');
  keys.push(await imageKey(tools(), kernel(), scripts));
  expect(new Set(keys).size).toBe(5);
});

test("kernels without modules share one image, whoever's they are", async () => {
  const bare = await imageKey(tools(), mine({ modules: undefined }), scripts);
  expect(await imageKey(tools(), mine({ modules: undefined, sha256: '1', release: '6.13' }), scripts)).toBe(bare);
  expect(await imageKey(tools(), mine(), scripts)).not.toBe(bare);
});

test("a module of the user's own that was built again makes another key, a log beside it does not", async () => {
  const before = await imageKey(tools(), mine(), scripts);
  await writeFile(join(modules, 'build.log'), 'x');
  expect(await imageKey(tools(), mine(), scripts)).toBe(before);
  await utimes(join(modules, 'kernel/a.ko.xz'), 1, 1);
  expect(await imageKey(tools(), mine(), scripts)).not.toBe(before);
});
