/** Series as git writes them, read and applied. */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { $ } from 'zx/core';
import { ConfigError } from '../../../config/explained-error.ts';
import { scratch as scratchFolder } from '../../toolchain/fixtures/scratch.ts';
import { applyPatches } from './apply.ts';
import { readSeries } from './read-series.ts';

const numbered = (from: number, to: number): string => Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}\n`).join('');

let folder: string;
let source: string;
let scratch: string;
const git = (...words: string[]) => $({ cwd: source, quiet: true, env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_NAME: 'ä', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'c', GIT_COMMITTER_EMAIL: 'c@d' } })`git ${words}`;
const commit = async (title: string, files: Readonly<Record<string, string | undefined>>): Promise<void> => {
  for (const [path, text] of Object.entries(files)) {
    if (text === undefined) await rm(join(source, path));
    else await mkdir(join(source, path, '..'), { recursive: true }).then(() => writeFile(join(source, path), text));
  }
  await git('add', '-A');
  await git('commit', '-qm', title);
};

beforeEach(async () => {
  folder = scratchFolder();
  [source, scratch] = [join(folder, 'source'), join(folder, 'scratch')];
  await Promise.all([mkdir(source), mkdir(scratch)]);
  await git('init', '-q');
  await commit('base', { 'mm/a.c': numbered(1, 60), 'mm/gone.c': 'gone\n', 'mm/left.c': 'left\n' });
});

/** Commits on top of the base, then the tree as it was. */
async function formatted(...options: string[]): Promise<string> {
  await commit('mm: change the end', { 'mm/a.c': numbered(1, 60).replace('line 50\n', 'line fifty\n') });
  await commit('mm: a file less, a file more', { 'mm/gone.c': undefined, 'mm/new/b.c': 'ü\n' });
  await commit('mm: change the new one', { 'mm/new/b.c': 'ü\nmore\n', 'mm/a.c': numbered(1, 60).replace('line 50\n', 'line fifty\n').replace('line 3\n', '') });
  const into = join(folder, 'series');
  await git('format-patch', '-q', '-v', '5', '--cover-letter', '-o', into, ...options, 'HEAD~3');
  await git('reset', '-q', '--hard', 'HEAD~3');
  return into;
}

const readBack = async (path: string): Promise<string | undefined> => readFile(join(scratch, path), 'utf8').catch(() => undefined);

test('a folder of git format-patch is applied, and the source is as it was', async () => {
  const series = await readSeries(await formatted());
  expect(series.patches.map(({ subject: { version, place, title } }) => `v${version} ${place?.number ?? ''}/${place?.of ?? ''} ${title}`)).toEqual(['v5 1/3 mm: change the end', 'v5 2/3 mm: a file less, a file more', 'v5 3/3 mm: change the new one']);
  expect(series.cover?.subject.place?.number).toBe(0);
  const { paths } = await applyPatches(source, series.patches, scratch);
  expect([...paths.keys()].sort()).toEqual(['mm/a.c', 'mm/gone.c', 'mm/new/b.c']);
  expect(paths.get('mm/gone.c')).toBe('');
  expect(await readBack('mm/a.c')).toBe(numbered(1, 60).replace('line 50\n', 'line fifty\n').replace('line 3\n', ''));
  expect(await readBack('mm/new/b.c')).toBe('ü\nmore\n');
  expect((await git('status', '--porcelain')).stdout).toBe('');
});

test('an mbox is the same series, and so is one from which only the diffs are left', async () => {
  const into = await formatted('--numbered');
  const files = (await readdir(into)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(into, file), 'latin1')));
  await writeFile(join(folder, 'series.mbox'), texts.toReversed().join('\n'), 'latin1');
  const [one, other] = [await readSeries(into), await readSeries(join(folder, 'series.mbox'))];
  expect(other.sha256).toBe(one.sha256);
});

test('a hunk that does not apply is named, and nothing is half applied', async () => {
  const series = await readSeries(await formatted());
  await commit('meanwhile', { 'mm/a.c': numbered(1, 60).replace('line 2\n', 'line two\n') });
  const error = await applyPatches(source, series.patches, scratch).catch((thrown: unknown) => thrown as ConfigError);
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as ConfigError).message).toContain('applying a patch: v5 3/3 "mm: change the new one" (v5-0003-mm-change-the-new-one.patch)');
  expect((error as ConfigError).message).toContain('mm/a.c: hunk 1 of 1 does not apply: @@ -1,6 +1,5 @@');
  expect((await git('status', '--porcelain')).stdout).toBe('');
});

test('a patch for a file that is not there says so', async () => {
  const series = await readSeries(await formatted());
  await commit('meanwhile', { 'mm/gone.c': undefined });
  await expect(applyPatches(source, series.patches, scratch)).rejects.toThrow(/v5 2\/3[^]*mm\/gone.c: No such file or directory/);
});

test('files outside of the tree are not written', async () => {
  const patch = join(folder, 'evil.patch');
  await writeFile(patch, '--- /dev/null\n+++ b/../../evil\n@@ -0,0 +1 @@\n+x\n');
  await expect(readSeries(patch).then(({ patches }) => applyPatches(source, patches, scratch))).rejects.toThrow(/expected: files of the tree/);
});

test('what is no series says what would be', async () => {
  await expect(readSeries(join(folder, 'nowhere'))).rejects.toThrow(/seen: +nothing there/);
  await expect(readSeries(source)).rejects.toThrow(/no patch in its 0 messages/);
});
