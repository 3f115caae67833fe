/**
 * The tree that is built, kept as the source with a series on it. What is right already keeps its time of modification, so that make
 * compiles only what changed; whatever is written gets today's, so that make sees it.
 */
import { copyFile, link, lstat, mkdir, readFile, readlink, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { SourceFile } from './source-files.ts';

/** What is in the tree: a path, and what it was made of. */
const STATE = 'tree.json';
const stateSchema = z.record(z.string(), z.string());

export interface Wanted {
  /** The source, and its files. */
  readonly source: string;
  readonly files: readonly SourceFile[];
  /** Nobody writes to the source, so that its files may be linked. */
  readonly immutable: boolean;
  /** A folder with the files that a series changes, as it leaves them, and their paths; those that it removes are not in the folder. */
  readonly changed: { readonly folder: string; readonly paths: ReadonlyMap<string, string> };
}

/** Makes `<folder>/tree` what is wanted. Returns the paths that are not as they were. */
export async function syncTree(folder: string, { source, files, immutable, changed }: Wanted, signal?: AbortSignal): Promise<string[]> {
  const tree = join(folder, 'tree');
  const before = await readState(folder);
  const isFirst = before.size === 0;
  const wanted = new Map(files.map((file) => [file.path, { from: join(source, file.path), stamp: `${source} ${file.stamp}` }]));
  for (const [path, stamp] of changed.paths) {
    if (stamp === '') wanted.delete(path);
    else wanted.set(path, { from: join(changed.folder, path), stamp });
  }
  const stale = [...wanted].filter(([path, { stamp }]) => before.get(path) !== stamp);
  const gone = [...before.keys()].filter((path) => !wanted.has(path));
  // Whatever is about to change is not known any more: a sync that is cut short is made good by the next.
  for (const [path] of stale) before.delete(path);
  for (const path of gone) before.delete(path);
  if (stale.length + gone.length > 0) await writeState(folder, before);
  const differing: string[] = [];
  for (const path of gone) await rm(join(tree, path), { force: true });
  for (let at = 0; at < stale.length; at += AT_ONCE) {
    signal?.throwIfAborted();
    await Promise.all(stale.slice(at, at + AT_ONCE).map(async ([path, { from, stamp }]) => {
      const isLinked = isFirst && immutable && !changed.paths.has(path);
      if (await put(from, join(tree, path), isLinked)) differing.push(path);
      before.set(path, stamp);
    }));
  }
  if (stale.length + gone.length > 0) await writeState(folder, before);
  return [...differing, ...gone];
}

/** Files of a tree are small, and there are 87,000 of them. */
const AT_ONCE = 32;

/** False where it was right already. */
async function put(from: string, into: string, isLinked: boolean): Promise<boolean> {
  const status = await lstat(from);
  if (await isSame(from, into, status.isSymbolicLink())) return false;
  await mkdir(dirname(into), { recursive: true });
  // Never written over: it may be linked to the source.
  await unlink(into).catch(ifThere);
  if (status.isSymbolicLink()) await symlink(await readlink(from), into);
  else if (isLinked) await link(from, into);
  else await copyFile(from, into);
  return true;
}

async function isSame(from: string, into: string, isLink: boolean): Promise<boolean> {
  const status = await lstat(into).catch(() => undefined);
  if (status?.isSymbolicLink() !== isLink) return false;
  if (isLink) return (await readlink(from)) === (await readlink(into));
  const other = await lstat(from);
  return status.size === other.size && status.mode === other.mode && (await readFile(from)).equals(await readFile(into));
}

function ifThere(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

async function readState(folder: string): Promise<Map<string, string>> {
  const text = await readFile(join(folder, STATE), 'utf8').catch(() => '{}');
  return new Map(Object.entries(stateSchema.parse(JSON.parse(text))));
}

async function writeState(folder: string, state: ReadonlyMap<string, string>): Promise<void> {
  await writeFile(join(folder, STATE), JSON.stringify(Object.fromEntries(state)));
}
