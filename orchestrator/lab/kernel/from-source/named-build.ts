/** Kernels by the names that they were built under. A file each in the cache folder: small, and no entry, so that `prune` leaves it. */
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeTemporary, removeTemporary, type Cache } from '../../toolchain/cache.ts';
import { buildRecordSchema } from './build-record.ts';

const namedBuildSchema = z.strictObject({
  schema: z.literal(1),
  name: z.string(),
  /** Of the cache entry. */
  key: z.string(),
  request: z.strictObject({ source: z.string(), series: z.array(z.string()), config: z.array(z.string()) }),
  record: buildRecordSchema,
});
export type NamedBuild = z.output<typeof namedBuildSchema>;

const FOLDER = 'builds';

/** Undefined where nothing was built under that name, or by an older daxlab. */
export async function readNamed(cache: Cache, name: string): Promise<NamedBuild | undefined> {
  const text = await readFile(join(cache.root, FOLDER, `${name}.json`), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : namedBuildSchema.safeParse(JSON.parse(text)).data;
}

export async function writeNamed(cache: Cache, named: Omit<NamedBuild, 'schema'>): Promise<void> {
  const directory = await makeTemporary(cache);
  try {
    await writeFile(join(directory, 'build.json'), `${JSON.stringify({ schema: 1, ...named }, null, 1)}\n`);
    await mkdir(join(cache.root, FOLDER), { recursive: true });
    await rename(join(directory, 'build.json'), join(cache.root, FOLDER, `${named.name}.json`));
  } finally {
    await removeTemporary(directory);
  }
}

export async function namedBuilds(cache: Cache): Promise<NamedBuild[]> {
  const names = (await readdir(join(cache.root, FOLDER)).catch(() => [])).filter((file) => file.endsWith('.json')).sort();
  return (await Promise.all(names.map((file) => readNamed(cache, file.slice(0, -'.json'.length))))).filter((named) => named !== undefined);
}
