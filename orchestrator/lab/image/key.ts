/** What an image depends on, as a hash. */
import { createHash, type Hash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kernel } from '../kernel/kernel.ts';
import type { Tools } from '../toolchain/tools.ts';
import { MODULE_GROUPS } from './module-groups.ts';
import { SKELETON } from './skeleton.ts';

/** To be raised when the same inputs are put together in another way. */
const FORMAT = 1;

export async function imageKey(tools: Tools, kernel: Kernel, scripts: string): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([FORMAT, SKELETON, tools.packages, MODULE_GROUPS, kernel.modules === undefined ? null : kernel.packages]));
  await addContents(hash, scripts);
  // Modules of packages are known by the packages' hashes. A directory of the user's own is read in full only to build an image.
  if (kernel.modules !== undefined && kernel.packages.length === 0) await addStamps(hash, kernel.modules);
  return hash.digest('hex').slice(0, 32);
}

async function addContents(hash: Hash, directory: string): Promise<void> {
  for (const path of await filesBelow(directory)) hash.update(JSON.stringify(path)).update(await readFile(join(directory, path)));
}

async function addStamps(hash: Hash, directory: string): Promise<void> {
  for (const path of await filesBelow(directory)) {
    const { size, mtimeMs, ino } = await stat(join(directory, path));
    if (/\.ko(\.\w+)?$|modules\.(order|builtin)$/.test(path)) hash.update(JSON.stringify([path, size, mtimeMs, ino]));
  }
}

async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1)).sort();
}
