import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { ownSources } from './own-sources.ts';

const scratch = scratchFolder();
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

function put(path: string, text: string): void {
  mkdirSync(join(scratch(), path, '..'), { recursive: true });
  writeFileSync(join(scratch(), path), text);
}

/** The least that is a daxlab. */
function checkout(): string {
  put('package.json', '{"version":"0.1.0"}');
  put('orchestrator/judge/rules.ts', 'export const RULES = 1;');
  put('orchestrator/judge/rules.test.ts', '');
  put('guest-scripts/init', '#!/bin/sh');
  return scratch();
}

it('changes with what decides what daxlab does, and with nothing else', async () => {
  const root = checkout();
  const { sha256: before } = await ownSources(root);
  put('orchestrator/judge/rules.test.ts', 'a test');
  put('orchestrator/judge/fixtures/more.log', 'a fixture');
  put('README.md', 'words');
  expect((await ownSources(root)).sha256).toBe(before);
  const seen = new Set([before]);
  for (const path of ['orchestrator/judge/rules.ts', 'guest-scripts/init', 'package-lock.json', 'orchestrator/judge/more.ts']) {
    put(path, 'other');
    seen.add((await ownSources(root)).sha256);
  }
  expect(seen.size).toBe(5);
});

it.each([
  ['a branch', { '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/main': `${COMMIT}\n` }],
  ['a packed branch', { '.git/HEAD': 'ref: refs/heads/main\n', '.git/packed-refs': `# pack-refs\n${COMMIT} refs/heads/main\n` }],
  ['no branch', { '.git/HEAD': `${COMMIT}\n` }],
  ['a worktree', { '.git': 'gitdir: ../main-git/worktrees/one\n', '../main-git/worktrees/one/HEAD': 'ref: refs/heads/one\n', '../main-git/worktrees/one/commondir': '../..\n', '../main-git/refs/heads/one': `${COMMIT}\n` }],
])('tells the commit of a checkout with %s', async (_, files) => {
  const root = join(checkout(), 'orchestrator/..');
  for (const [path, text] of Object.entries(files)) put(path.replace('../', 'orchestrator/../'), text.replace('gitdir: ../', 'gitdir: '));
  expect(await ownSources(root)).toMatchObject({ name: 'daxlab', version: '0.1.0', commit: COMMIT });
});

it('tells none outside of a checkout', async () => {
  expect(await ownSources(checkout())).not.toHaveProperty('commit');
});
