/**
 * What was asked for, and which packages that came to: the file that lets a second run do without apt. Kept in the cache folder, but not an
 * entry of it: it is small, changes, and `prune` has no reason to touch it.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { packageSchema } from './apt/package-index.ts';
import { makeTemporary, removeTemporary, type Cache } from './cache.ts';

const resolutionSchema = z.strictObject({
  schema: z.literal(1),
  asked: z.string(),
  /** When the lists that it was resolved from were fetched, in milliseconds since the epoch. */
  fetched: z.number(),
  packages: z.array(packageSchema).min(1),
});

export type Resolution = z.infer<typeof resolutionSchema>;

const FOLDER = 'resolutions';

/** The file for something asked: any text that holds everything the answer depends on, the mirror and the date excepted. */
export function resolutionFile(cache: Cache, asked: string): string {
  return join(cache.root, FOLDER, `${createHash('sha256').update(asked).digest('hex').slice(0, 24)}.json`);
}

/** Undefined when there is none, or one that an older daxlab wrote. */
export async function readResolution(cache: Cache, asked: string): Promise<Resolution | undefined> {
  const text = await readFile(resolutionFile(cache, asked), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const parsed = resolutionSchema.safeParse(JSON.parse(text));
    return parsed.success && parsed.data.asked === asked ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export async function writeResolution(cache: Cache, resolution: Omit<Resolution, 'schema'>): Promise<void> {
  const directory = await makeTemporary(cache);
  try {
    const unfinished = join(directory, 'resolution.json');
    await writeFile(unfinished, `${JSON.stringify({ schema: 1, ...resolution }, null, 1)}\n`);
    await mkdir(join(cache.root, FOLDER), { recursive: true });
    await rename(unfinished, resolutionFile(cache, resolution.asked));
  } finally {
    await removeTemporary(directory);
  }
}
