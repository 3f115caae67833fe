/** The kernel builds in the package lists, worked out once for each fetch of the lists. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { packageNames, packageSchema, packagesNamed } from '../toolchain/apt/package-index.ts';
import type { Lists } from '../toolchain/apt/lists.ts';
import type { Apt } from '../toolchain/apt/session.ts';
import { entry, existingEntry, type Cache } from '../toolchain/cache.ts';
import { isKernelPackage, kernelBuilds, type KernelBuild } from './build.ts';

const FILE = 'kernel-packages.json';

/** Newest first. */
export async function kernelInventory(cache: Cache, lists: Lists, apt: Apt): Promise<KernelBuild[]> {
  const directory = await entry(cache, 'inventory', lists.key, async (unfinished) => {
    const names = (await packageNames(apt, 'linux-')).filter(isKernelPackage);
    await writeFile(join(unfinished, FILE), JSON.stringify(await packagesNamed(apt, names)));
  });
  return read(directory);
}

/** The same without apt; undefined when nobody has asked for a kernel since the lists were fetched. */
export async function cachedInventory(cache: Cache, lists: Lists): Promise<KernelBuild[] | undefined> {
  const directory = await existingEntry(cache, 'inventory', lists.key);
  return directory === undefined ? undefined : read(directory);
}

async function read(directory: string): Promise<KernelBuild[]> {
  return kernelBuilds(z.array(packageSchema).parse(JSON.parse(await readFile(join(directory, FILE), 'utf8'))));
}
