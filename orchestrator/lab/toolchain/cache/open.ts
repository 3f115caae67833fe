/** Opening the cache folder. */
import { mkdir } from 'node:fs/promises';
import { InfrastructureError } from '../../errors.ts';
import { cacheLocation, type Cache } from './location.ts';
import { sweep } from './temporary.ts';
import { sweepUses } from './use.ts';

/**
 * Makes the folder when there is none, and removes what killed daxlabs left half-done in it.
 * @throws InfrastructureError when it can neither be made nor read
 */
export async function openCache(directory?: string): Promise<Cache> {
  const cache = { root: cacheLocation(directory) };
  try {
    await mkdir(cache.root, { recursive: true });
  } catch (error) {
    throw new InfrastructureError(
      {
        doing: 'making the cache folder',
        to: cache.root,
        expected: 'a folder that this user may write to',
        seen: error instanceof Error ? error.message : String(error),
        next: 'name another folder with DAXLAB_CACHE',
      },
      { cause: error },
    );
  }
  await Promise.all([sweep(cache), sweepUses(cache)]);
  return cache;
}
