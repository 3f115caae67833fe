/** The reference leak (docs/findings/memory-block-leak.md): between which two of Debian's builds it was fixed, and the same with `git bisect run`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { bisect } from './bisect.ts';

const scratch = scratchFolder();
/** During the unbind: memory_block_release: 0 calls instead of 8 calls. */
const LEAK = 'ce87d469ebc46fdc';
const CLI = fileURLToPath(new URL('../../cli/daxlab.mjs', import.meta.url));

it('names the two builds between which the leak was fixed', async () => {
  const said: string[] = [];
  const request = { command: ['live test'], scenario: 'cycle', machines: ['hmem'], attribute: '1', finding: LEAK.slice(0, 4), times: 3, jobs: 1, results: scratch(), refresh: false };
  const told = { say: (line: string) => { said.push(line); }, reporter: () => ({ start: () => undefined, event: () => undefined, end: () => undefined }), signal: new AbortController().signal };
  const { kernels, change, broke, rows, title } = await bisect(request, { bad: 'debian:6.12.43', good: 'debian:6.12.95' }, told);
  expect({ broke, rows, title }).toEqual({ broke: false, rows: [{ row: 'cycle memmap_on_memory=1 on hmem', shown: 3, of: 3, needed: 3 }], title: 'during unbind dax0.0 from kmem: memory_block_release: 0 calls instead of 8 calls' });
  expect(change.skipped, said.join('\n')).toEqual([]);
  expect(change.first).toBe(change.last + 1);
  // Of 6.12.94 there are a build for each of two releases of Debian.
  expect([kernels[change.last], kernels[change.first]], said.join('\n')).toEqual(['debian:6.12.90', expect.stringMatching(/^debian:6\.12\.94/)]);
});

it('answers git bisect run as it wants it, in a source tree that is not daxlab\'s', () => {
  const tree = join(scratch(), 'linux');
  mkdirSync(tree);
  const git = (...argv: string[]) => {
    const { status, stdout, stderr } = spawnSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@localhost', ...argv], { cwd: tree, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${argv[0] ?? ''}: ${stdout}${stderr}`);
    return stdout;
  };
  git('init', '-q');
  // Each commit `builds` a kernel. The one in the middle cannot be told, and the leak comes with the fifth: that the builds are older and older is nothing to git.
  const commits = ['debian:6.12.95', 'debian:6.12.94', 'debian:none', 'debian:6.12.94', 'debian:6.12.90', 'debian:6.12.43'].map((kernel) => {
    writeFileSync(join(tree, 'kernel'), kernel);
    git('add', 'kernel');
    git('commit', '-q', '-m', kernel);
    return git('rev-parse', 'HEAD').trim();
  });
  git('bisect', 'start', commits.at(-1) ?? '', commits[0] ?? '');
  const command = `node ${CLI} bisect --run cycle --machine hmem --attribute 1 --finding ${LEAK.slice(0, 4)} --times 1 --jobs 1 --results ${scratch()} --kernel "$(cat kernel)"`;
  expect(git('bisect', 'run', 'sh', '-c', command)).toContain(`${commits[4] ?? ''} is the first bad commit`);
  expect(git('bisect', 'log')).toMatch(new RegExp(`skip: .${commits[2] ?? ''}`));
});
