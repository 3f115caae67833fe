import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { $ } from 'zx/core';
import { scratch } from '../../toolchain/fixtures/scratch.ts';
import { isGit, sourceFiles } from './source-files.ts';

let folder: string;
let tree: string;
const git = (...words: string[]) => $({ cwd: tree, quiet: true, env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'c', GIT_COMMITTER_EMAIL: 'c@d' } })`git ${words}`;
const paths = async (): Promise<string[]> => (await sourceFiles(tree, join(folder, 'repository'))).map(({ path }) => path);

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await writeFile(join(tree, path), text);
  }
}

beforeEach(async () => {
  folder = scratch();
  tree = join(folder, 'tree');
  await write({ Makefile: '', 'mm/a.c': '', '.gitignore': '*.o\n.*\n!.gitignore\n/vmlinux\n' });
});

/** What a build in the tree leaves. */
const PRODUCTS = { 'mm/a.o': '', '.config': '', vmlinux: '', 'mm/.a.o.cmd': '' };

test('of a git tree: what it tracks and what it would, and nothing that is gone or built', async () => {
  await git('init', '-q');
  await write({ 'mm/gone.c': '' });
  await git('add', '-A');
  await git('commit', '-qm', 'x');
  await rm(join(tree, 'mm/gone.c'));
  await write({ ...PRODUCTS, 'mm/new.c': '' });
  await symlink('a.c', join(tree, 'mm/link.c'));
  expect(await paths()).toEqual(['.gitignore', 'Makefile', 'mm/a.c', 'mm/link.c', 'mm/new.c']);
});

test('of another: all but what a build left, and where everything is ignored as in Debian\'s', async () => {
  await write(PRODUCTS);
  expect(await paths()).toEqual(['.gitignore', 'Makefile', 'mm/a.c']);
  await write({ '.gitignore': '*.o\n.*\n!.gitignore\n/vmlinux\n/*\n', 'modules.order': '', 'System.map': '' });
  expect(await paths()).toEqual(['.gitignore', 'Makefile', 'mm/a.c']);
});

test('a tree that lies in a repository is no part of it', async () => {
  const top = tree;
  await git('init', '-q');
  tree = join(top, 'below');
  await write({ Makefile: '', 'mm/b.c': '' });
  expect([isGit(top), isGit(tree)]).toEqual([true, false]);
  expect(await paths()).toEqual(['Makefile', 'mm/b.c']);
});

test('a stamp tells a file that was written again', async () => {
  const stamp = async (): Promise<string | undefined> => (await sourceFiles(tree, join(folder, 'repository'))).find(({ path }) => path === 'mm/a.c')?.stamp;
  const before = await stamp();
  expect(await stamp()).toBe(before);
  await write({ 'mm/a.c': 'more' });
  expect(await stamp()).not.toBe(before);
});
