/** Ten commits on 6.12, one of which undoes "fix memory block reference leak on remove": `git bisect run` with a kernel compiled at each step names it. */
import { appendFile, copyFile, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { $ } from 'zx/core';
import { debianSource } from '../lab/kernel/from-source/debian-source.ts';
import { openCache } from '../lab/toolchain/cache.ts';

const CLI = fileURLToPath(new URL('../cli/daxlab.mjs', import.meta.url));
const CULPRIT = fileURLToPath(new URL('fixtures/series/reference-leak.mbox', import.meta.url));
const NAMED = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'c', GIT_COMMITTER_EMAIL: 'c@d', GIT_CONFIG_GLOBAL: '/dev/null' };

let folder: string | undefined;
afterAll(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** What each commit adds a line to; the one without is the culprit. Most are compiled by nobody, so that a step takes what its run takes. */
const COMMITS = [
  'Documentation/mm/memory-model.rst', 'Documentation/mm/hwpoison.rst', 'MAINTAINERS', 'drivers/dax/hmem/hmem.c', 'Documentation/mm/numa.rst', 'CREDITS', undefined,
  'Documentation/mm/page_owner.rst', 'drivers/dax/device.c', 'Documentation/mm/ksm.rst',
];

it('names the commit', async () => {
  folder = await mkdtemp(join(tmpdir(), 'daxlab-bisect-'));
  const tree = join(folder, 'linux');
  const { directory } = await debianSource('6.12', { cache: await openCache() });
  // Linked: what is changed is replaced, here and by git.
  await $({ quiet: true })`cp -al ${directory} ${tree}`.catch(() => $({ quiet: true })`cp -a ${directory} ${tree}`);
  const git = (...words: string[]) => $({ cwd: tree, quiet: true, env: { ...process.env, ...NAMED } })`git -c core.compression=0 -c gc.auto=0 ${words}`;
  await git('init', '-q');
  // Debian's .gitignore ignores everything.
  await git('add', '-A', '-f');
  await git('commit', '-q', '-m', 'base');
  for (const [index, path] of COMMITS.entries()) {
    if (path === undefined) await git('apply', CULPRIT);
    else await addLine(join(tree, path));
    await git('commit', '-q', '-a', '-m', path === undefined ? 'mm/memory_hotplug: simplify the removal of blocks' : `commit ${index + 1}`);
  }
  await git('bisect', 'start', 'HEAD', `HEAD~${COMMITS.length}`);
  const { stdout } = await git('bisect', 'run', 'node', CLI, 'bisect', '--run', 'cycle', '--machine', 'hmem', '--attribute', '1', '--times', '1', '--source', '.', '--results', folder);
  expect(stdout).toContain('is the first bad commit');
  expect((await git('log', '-1', '--format=%s', 'refs/bisect/bad')).stdout.trim()).toBe('mm/memory_hotplug: simplify the removal of blocks');
});

async function addLine(file: string): Promise<void> {
  await copyFile(file, `${file}.new`);
  await appendFile(`${file}.new`, file.endsWith('.c') ? '/* */\n' : '\n');
  await rename(`${file}.new`, file);
}
