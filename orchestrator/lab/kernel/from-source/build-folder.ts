/**
 * Where a kernel is built: a folder of the cache for each version, configuration and set of tools, which is kept, so that the next series, and another
 * tree of that version as well, compiles only what is not the same. Objects know their absolute path, so it stays where it is.
 */
import { createHash } from 'node:crypto';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { entry } from '../../toolchain/cache.ts';
import { ownerOf, ownerState, thisProcess } from '../../toolchain/cache/owner.ts';
import type { ToolchainOptions } from '../../toolchain/options.ts';

export interface FolderFor {
  /** `6.12`. */
  readonly version: string;
  readonly fragments: readonly string[];
  readonly tools: string;
}

const LOCK = 'lock';
/** Asked again and again, as long as the build takes: an owner that is killed leaves nothing to watch for. */
const POLL_MS = 1000;
/** Whoever builds says so every so often: an owner of another container, or of before a reboot, cannot be asked. */
const BEAT_MS = 30_000;
const SILENT_MS = 5 * 60_000;

/** Only one daxlab builds in a folder at a time; another waits. */
export async function inBuildFolder<T>(options: ToolchainOptions, { version, fragments, tools }: FolderFor, use: (folder: string) => Promise<T>): Promise<T> {
  const [series, last = ''] = [`linux-source-${version}`, fragments.at(-1)?.replaceAll(/[^A-Za-z0-9._+-]/g, '-').slice(0, 100)];
  const hash = createHash('sha256').update(JSON.stringify([series, fragments, tools])).digest('hex').slice(0, 16);
  const folder = await entry(options.cache, 'build', `${series}-${last}-${hash}`, () => Promise.resolve());
  const lock = join(folder, LOCK);
  for (let isTold = false; !(await taken(lock)); isTold = true) {
    if (!isTold) options.progress?.('waiting for another daxlab that builds such a kernel');
    await pause(POLL_MS, undefined, { signal: options.signal });
  }
  const beat = setInterval(() => { void utimes(lock, new Date(), new Date()).catch(() => undefined); }, BEAT_MS).unref();
  try {
    return await use(folder);
  } finally {
    clearInterval(beat);
    await rm(lock, { force: true });
  }
}

/** A lock whose owner is gone is nobody's. */
async function taken(lock: string): Promise<boolean> {
  const made = await writeFile(lock, thisProcess(), { flag: 'wx' }).then(() => true, (error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  });
  if (made) return true;
  const owner = ownerOf(await readFile(lock, 'utf8').catch(() => ''));
  const state = owner === undefined ? 'gone' : ownerState(owner);
  if (state === 'running' || (state === 'elsewhere' && Date.now() - await lastBeat(lock) < SILENT_MS)) return false;
  // Renamed first: of two that find it so, one takes it away.
  const grave = `${lock}.${thisProcess()}`;
  await rename(lock, grave).catch(() => undefined);
  await rm(grave, { force: true });
  return false;
}

const lastBeat = (lock: string): Promise<number> => stat(lock).then(({ mtimeMs }) => mtimeMs, () => 0);
