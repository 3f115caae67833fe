/**
 * Directories for work that is not finished, in the cache folder so that a rename into place stays on one filesystem.
 * Each carries its owner's name; what a killed owner left is swept by the next daxlab.
 */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cache } from './location.ts';
import { ownerOf, ownerState, thisProcess } from './owner.ts';

const FOLDER = 'unfinished';
/** An owner in another container or on another machine cannot be asked: its work counts as abandoned after a day. */
const ELSEWHERE_MS = 24 * 3600 * 1000;

const mine = new Set<string>();
let exitHandled = false;

/** A fresh empty directory. It goes away with `removeTemporary`, at the latest when this process exits. */
export async function makeTemporary(cache: Cache): Promise<string> {
  const path = join(cache.root, FOLDER, `${thisProcess()}.${randomBytes(6).toString('hex')}`);
  mine.add(path);
  if (!exitHandled) process.on('exit', removeAllNow);
  exitHandled = true;
  await mkdir(path, { recursive: true });
  return path;
}

export async function removeTemporary(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
  mine.delete(path);
}

/** Removes the directories whose owners no longer run; returns their paths. */
export async function sweep(cache: Cache): Promise<string[]> {
  const names = await readdir(join(cache.root, FOLDER)).catch(() => []);
  const swept: string[] = [];
  for (const name of names) {
    const path = join(cache.root, FOLDER, name);
    if (!(await isAbandoned(name, path))) continue;
    // Two daxlabs may sweep the same one, and a cache that may only be read is no reason to fail.
    await rm(path, { recursive: true, force: true, maxRetries: 3 }).then(() => swept.push(path), () => undefined);
  }
  return swept;
}

async function isAbandoned(name: string, path: string): Promise<boolean> {
  const owner = ownerOf(name);
  const state = owner === undefined ? 'elsewhere' : ownerState(owner);
  if (state !== 'elsewhere') return state === 'gone';
  const status = await stat(path).catch(() => undefined);
  return status !== undefined && Date.now() - status.mtimeMs > ELSEWHERE_MS;
}

function removeAllNow(): void {
  for (const path of mine) rmSync(path, { recursive: true, force: true });
}
