/** Keeping the cache under a limit. */
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { diskUsage } from './disk-usage.ts';
import { ENTRY_KINDS, entryPath, type EntryKind } from './entry.ts';
import type { Cache } from './location.ts';
import { makeTemporary, removeTemporary, sweep } from './temporary.ts';
import { condemn, forget, inUse, lastUse, usesOf } from './use.ts';

export interface CachedEntry {
  readonly kind: EntryKind;
  readonly key: string;
  /** On the disk, not the sum of file lengths: what its removal frees, once all that were used less recently are gone. */
  readonly bytes: number;
  /** Milliseconds since the epoch, 0 when it was never used. */
  readonly lastUse: number;
}

export interface Pruned {
  /** What the entries took before and after, in bytes. */
  readonly before: number;
  readonly after: number;
  readonly freed: readonly CachedEntry[];
  /** Entries that would have had to go as well, but are used by a running process. */
  readonly inUse: readonly CachedEntry[];
}

/** Everything in the cache, or of these kinds, least recently used first. */
export async function cachedEntries(cache: Cache, kinds: readonly EntryKind[] = ENTRY_KINDS): Promise<CachedEntry[]> {
  const found: Omit<CachedEntry, 'bytes'>[] = [];
  for (const kind of kinds) {
    for (const key of await readdir(join(cache.root, kind)).catch(() => [])) found.push({ kind, key, lastUse: (await lastUse(usesOf(cache, kind, key))) ?? 0 });
  }
  found.sort((a, b) => a.lastUse - b.lastUse);
  // A kernel's sources are linked into the folder that it is built in: a file counts for the entry that goes last, with which it goes.
  const counted = new Set<string>();
  const bytes: number[] = [];
  for (const { kind, key } of found.toReversed()) bytes.unshift(await diskUsage(entryPath(cache, kind, key), counted));
  return found.map((each, place) => ({ ...each, bytes: bytes[place] ?? 0 }));
}

/** Removes least recently used entries, of these kinds, until the rest of them takes at most `limit` bytes. Never one that a running process uses, so it may stay above. */
export async function prune(cache: Cache, limit: number, kinds: readonly EntryKind[] = ENTRY_KINDS): Promise<Pruned> {
  await sweep(cache);
  const entries = await cachedEntries(cache, kinds);
  const before = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const freed: CachedEntry[] = [];
  const used: CachedEntry[] = [];
  let after = before;
  for (const each of entries) {
    if (after <= limit) break;
    if (await removeEntry(cache, each.kind, each.key)) {
      after -= each.bytes;
      freed.push(each);
    } else used.push(each);
  }
  return { before, after, freed, inUse: used };
}

/** Removes one entry; false when a running process uses it. */
export async function removeEntry(cache: Cache, kind: EntryKind, key: string): Promise<boolean> {
  const uses = usesOf(cache, kind, key);
  const pardon = await condemn(uses);
  try {
    if (await inUse(uses)) return false;
    const grave = await makeTemporary(cache);
    await rename(entryPath(cache, kind, key), join(grave, 'entry')).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // otherwise another prune was faster
    });
    await removeTemporary(grave);
  } finally {
    await pardon();
  }
  await forget(uses);
  return true;
}
