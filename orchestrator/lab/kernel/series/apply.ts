/**
 * Patches applied to a source: to copies of the files that they name, in a folder of their own. The source is only read, and where one hunk
 * does not apply there is nothing to take back.
 */
import { createHash } from 'node:crypto';
import { copyFile, lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { ConfigError } from '../../../config/explained-error.ts';
import { InfrastructureError } from '../../errors.ts';
import { run } from '../../toolchain/run.ts';
import type { Patch } from './series.ts';

export interface Applied {
  readonly folder: string;
  /** Paths to the hash of what they came to; empty for a file that was removed. */
  readonly paths: ReadonlyMap<string, string>;
}

/** @param folder exists and is empty. @throws ConfigError naming patch, file and hunk */
export async function applyPatches(source: string, patches: readonly Patch[], folder: string, signal?: AbortSignal): Promise<Applied> {
  const named = new Set(patches.flatMap((patch) => patch.files.flatMap(({ before, after }) => [before, after].flatMap((path) => (path === undefined ? [] : inside(path, patch))))));
  for (const path of named) await copyIfThere(join(source, path), join(folder, path));
  for (const patch of patches) await applyOne(patch, folder, signal);
  const paths = await Promise.all([...named].map(async (path): Promise<[string, string]> => [path, await contentHash(join(folder, path))]));
  return { folder, paths: new Map(paths) };
}

/** Of git's: what it says is matched, and it applies the whole of a patch or nothing. Offsets are allowed, fuzz is not, as in `git am`. */
async function applyOne(patch: Patch, folder: string, signal: AbortSignal | undefined): Promise<void> {
  const file = `${folder}.patch`;
  await writeFile(file, patch.diff);
  const told = { doing: 'applying a patch', to: nameOf(patch) };
  try {
    // A repository around the cache is none of this.
    await run(['git', 'apply', '--whitespace=nowarn', file], told, { cwd: folder, signal, env: { GIT_CEILING_DIRECTORIES: dirname(folder), GIT_CONFIG_GLOBAL: '/dev/null' } });
  } catch (error) {
    if (!(error instanceof InfrastructureError)) throw error;
    const said = error.explanation.seen ?? '';
    throw new ConfigError({ ...told, expected: 'that every hunk applies', seen: where(patch, said), next: 'give the source that the series is based on (its base-commit), and what must be applied before it with a --series in front' }, { cause: error });
  }
}

/** `v5 2/3 "dax/kmem: …" (series.mbox, message 3)`. */
export function nameOf({ subject: { version, place, title }, from }: Pick<Patch, 'subject' | 'from'>): string {
  return [version > 1 ? `v${version}` : undefined, place && `${place.number}/${place.of}`, JSON.stringify(title), `(${from})`].filter((part) => part !== undefined).join(' ');
}

/** Git names the line that a hunk begins at. */
function where(patch: Patch, said: string): string {
  const [, file = '', line] = /patch failed: (.+?):(\d+)/.exec(said) ?? [];
  const hunks = patch.files.find(({ before, after }) => before === file || after === file)?.hunks ?? [];
  const index = hunks.findIndex((hunk) => hunk.line === Number(line));
  const hunk = hunks[index];
  return hunk === undefined ? said.replace(/^git ended with status \d+: /, '') : `${file}: hunk ${index + 1} of ${hunks.length} does not apply: ${hunk.heading}`;
}

/** A patch names files of the tree, not ../ of it. */
function inside(path: string, patch: Patch): string {
  if (normalize(path) === path && !path.startsWith('..') && !path.startsWith('/')) return path;
  throw new ConfigError({ doing: 'applying a patch', to: nameOf(patch), expected: 'files of the tree', seen: path });
}

async function copyIfThere(from: string, into: string): Promise<void> {
  if ((await lstat(from).catch(() => undefined))?.isFile() !== true) return;
  await mkdir(dirname(into), { recursive: true });
  await copyFile(from, into);
}

async function contentHash(file: string): Promise<string> {
  const status = await lstat(file).catch(() => undefined);
  return status ? createHash('sha256').update(`${status.mode & 0o100} `).update(await readFile(file)).digest('hex') : '';
}
