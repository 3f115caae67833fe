/** daxlab itself, for the record: the version, the commit where it is a checkout, and the sha256 of what decides what it does. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Daxlab } from '../archive/run-file.ts';
import { ConfigError } from '../config/explained-error.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TESTS = /\.test\.ts$|(?:^|\/)(?:fixtures|testing)\//;

export async function ownSources(root = ROOT): Promise<Daxlab> {
  const [{ version }, sha256, commit] = await Promise.all([ownPackage(root), sourcesOf(root), commitOf(root)]);
  if (version === undefined) throw new ConfigError({ doing: 'reading the version of daxlab', to: 'package.json', expected: 'a version' });
  return { name: 'daxlab', version, sha256, ...(commit !== undefined && { commit }) };
}

async function ownPackage(root: string): Promise<{ version?: string }> {
  return JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version?: string };
}

/** Tests are no part of it: the same daxlab with one more test judges the same. The lock file stands for the libraries; an installed package has none. */
async function sourcesOf(root: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(root, 'package-lock.json')).catch(() => ''));
  for (const folder of ['orchestrator', 'guest-scripts']) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).filter((file) => !TESTS.test(file.slice(root.length))).sort();
    const contents = await Promise.all(files.map((file) => readFile(file)));
    files.forEach((file, place) => hash.update(JSON.stringify(file.slice(root.length))).update(contents[place] ?? ''));
  }
  return hash.digest('hex');
}

/** Read without git, which need not be there; undefined outside of a checkout. */
async function commitOf(root: string): Promise<string | undefined> {
  const folder = await gitFolder(join(root, '.git'));
  const head = await textOf(join(folder, 'HEAD'));
  const [, name] = /^ref: (\S+)$/.exec(head) ?? [];
  if (name === undefined) return COMMIT.exec(head)?.[0];
  const common = resolve(folder, (await textOf(join(folder, 'commondir'))) || '.');
  const packed = async (): Promise<string> => (await textOf(join(common, 'packed-refs'))).split('\n').find((line) => line.endsWith(` ${name}`)) ?? '';
  return COMMIT.exec((await textOf(join(folder, name))) || (await textOf(join(common, name))) || (await packed()))?.[0];
}

const COMMIT = /^[0-9a-f]{40,64}/;

/** In a worktree `.git` is a file that says where it is. */
async function gitFolder(path: string): Promise<string> {
  const [, elsewhere] = /^gitdir: (.+)$/.exec(await textOf(path)) ?? [];
  return elsewhere === undefined ? path : resolve(path, '..', elsewhere);
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').then((text) => text.trim(), () => '');
}
