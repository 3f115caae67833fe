/**
 * Who uses an entry, and when it was last used. Kept beside the entries, so that an entry holds nothing but its content.
 *
 * `prune` and a user agree without a lock: the user writes its stamp and then looks for a condemnation; whoever removes writes a condemnation
 * and then looks for stamps. At least one of them sees the other, and then the entry stays, or counts as not there.
 */
import { rmSync } from 'node:fs';
import { mkdir, readdir, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Cache } from './location.ts';
import { ownerOf, ownerState, thisProcess, type Owner } from './owner.ts';

const FOLDER = 'uses';
const LAST = 'last';
const CONDEMNED = '.condemned';

const stamps = new Set<string>();
let exitHandled = false;

export function usesOf(cache: Cache, kind: string, key: string): string {
  return join(cache.root, FOLDER, kind, key);
}

/** Says that this process uses an entry from now until it exits. A cache that may only be read, or a full disk, must not stop the use of what is there. */
export async function stamp(uses: string): Promise<void> {
  const path = join(uses, thisProcess());
  try {
    await write(uses, path).catch(() => write(uses, path)); // a remover may take the empty folder away in between, once
  } catch {
    return;
  }
  stamps.add(path);
  if (!exitHandled) process.on('exit', () => { for (const each of stamps) rmSync(each, { force: true }); });
  exitHandled = true;
}

async function write(uses: string, path: string): Promise<void> {
  await mkdir(uses, { recursive: true });
  await writeFile(path, '');
  const now = new Date();
  await utimes(join(uses, LAST), now, now).catch(() => writeFile(join(uses, LAST), ''));
}

/** Milliseconds since the epoch; undefined when never used. */
export async function lastUse(uses: string): Promise<number | undefined> {
  return (await stat(join(uses, LAST)).catch(() => undefined))?.mtimeMs;
}

/** Whether a running process, this one included, uses the entry. An owner elsewhere counts as running for a day after its stamp. */
export async function inUse(uses: string): Promise<boolean> {
  for (const name of await readdir(uses).catch(() => [])) {
    const owner = ownerOf(name);
    if (owner !== undefined && name === owner && (await isRunning(owner, join(uses, name)))) return true;
  }
  return false;
}

/** Whether a running process is about to remove the entry. */
export async function isCondemned(uses: string): Promise<boolean> {
  for (const name of await readdir(uses).catch(() => [])) {
    const owner = ownerOf(name);
    if (owner !== undefined && name === owner + CONDEMNED && (await isRunning(owner, join(uses, name)))) return true;
  }
  return false;
}

/** Writes a condemnation; the returned function takes it back. */
export async function condemn(uses: string): Promise<() => Promise<void>> {
  const path = join(uses, thisProcess() + CONDEMNED);
  await mkdir(uses, { recursive: true });
  await writeFile(path, '');
  return () => rm(path, { force: true });
}

/** Removes what is left of an entry that is gone: its date and the stamps of processes that no longer run. */
export async function forget(uses: string): Promise<void> {
  if (await inUse(uses)) return;
  for (const name of await readdir(uses).catch(() => [])) if (!name.endsWith(CONDEMNED)) await rm(join(uses, name), { force: true });
  await rmdir(uses).catch(() => undefined); // somebody stamped it again: the new one's
}

/** Removes the stamps and condemnations that killed processes left. */
export async function sweepUses(cache: Cache): Promise<void> {
  for (const path of await readdir(join(cache.root, FOLDER), { recursive: true }).catch(() => [])) {
    const owner = ownerOf(basename(path));
    if (owner !== undefined && ownerState(owner) === 'gone') await rm(join(cache.root, FOLDER, path), { force: true }).catch(() => undefined);
  }
}

async function isRunning(owner: Owner, path: string): Promise<boolean> {
  const state = ownerState(owner);
  if (state !== 'elsewhere') return state === 'running';
  const status = await stat(path).catch(() => undefined);
  return status !== undefined && Date.now() - status.mtimeMs < 24 * 3600 * 1000;
}
