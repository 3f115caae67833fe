/**
 * An entry of the cache: a directory that is either complete or not there.
 *
 * It is filled in a directory of its own and renamed into place, so neither a second daxlab nor kill -9 can show half of one. Two that fill the
 * same entry both do the work and the later rename loses: waiting for the other would need a lock that a killed daxlab leaves behind.
 */
import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fullDisk } from './full-disk.ts';
import type { Cache } from './location.ts';
import { makeTemporary, removeTemporary } from './temporary.ts';
import { isCondemned, stamp, usesOf } from './use.ts';

/** What the cache holds; each is a folder in it. */
export const ENTRY_KINDS = ['lists', 'inventory', 'packages', 'source', 'build', 'kernel', 'image', 'probe', 'snapshot', 'page'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Makes the content of an entry in `directory`, which exists and is empty. It is renamed afterwards: write no absolute path into a file. */
export type Fill = (directory: string) => Promise<void>;

/** Entries that this process is looking up or filling. */
const pending = new Map<string, Promise<string>>();

/**
 * The directory of an entry, filled first when it is not there. The entry is in use by this process until it exits, and `prune` leaves it alone.
 * @param key names the content: package version and sha256, or a hash of all inputs; letters, digits and `._+~:%@-`
 * @throws what `fill` throws, and then nothing is left behind; InfrastructureError when the disk is full
 */
export function entry(cache: Cache, kind: EntryKind, key: string, fill: Fill): Promise<string> {
  const path = entryPath(cache, kind, key);
  const running = pending.get(path);
  if (running) return running;
  const started = lookUpOrFill(cache, kind, key, fill).finally(() => pending.delete(path));
  pending.set(path, started);
  return started;
}

/** The directory of an entry that is there already, marked as in use; undefined when it is not there. */
export async function existingEntry(cache: Cache, kind: EntryKind, key: string): Promise<string | undefined> {
  const path = entryPath(cache, kind, key);
  const uses = usesOf(cache, kind, key);
  if (!(await isDirectory(path))) return undefined;
  await stamp(uses);
  return !(await isCondemned(uses)) && (await isDirectory(path)) ? path : undefined;
}

/** Keys of all entries of a kind, in no order. */
export async function entryKeys(cache: Cache, kind: EntryKind): Promise<string[]> {
  return readdir(join(cache.root, kind)).catch(() => []);
}

export function entryPath(cache: Cache, kind: EntryKind, key: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._+~:%@-]*$/.test(key) || key.length > 200) throw new TypeError(`not a key of a cache entry: ${key}`);
  return join(cache.root, kind, key);
}

async function lookUpOrFill(cache: Cache, kind: EntryKind, key: string, fill: Fill): Promise<string> {
  const path = entryPath(cache, kind, key);
  for (;;) {
    const existing = await existingEntry(cache, kind, key);
    if (existing !== undefined) return existing;
    try {
      await fillAndRename(cache, path, fill);
    } catch (error) {
      throw fullDisk(error, `${kind} ${key}`, cache.root) ?? error;
    }
  }
}

async function fillAndRename(cache: Cache, path: string, fill: Fill): Promise<void> {
  const directory = await makeTemporary(cache);
  try {
    await fill(directory);
    await mkdir(dirname(path), { recursive: true });
    await rename(directory, path).catch((error: unknown) => {
      if (!isTaken(error)) throw error;
    });
  } finally {
    await removeTemporary(directory);
  }
}

function isTaken(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOTEMPTY' || code === 'EEXIST';
}

async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}
