/** The page that reports are filled into, built once for its sources and kept in the cache. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = 'page.html';

/** @param directory of the cache, where one was asked for */
export async function pageTemplate(directory?: string): Promise<string> {
  const [{ entry, openCache }, { buildTemplate, templateKey }] = await Promise.all([import('../lab/toolchain/cache.ts'), import('../report/template.ts')]);
  const made = await entry(await openCache(directory), 'page', await templateKey(), async (unfinished) => writeFile(join(unfinished, FILE), await buildTemplate()));
  return readFile(join(made, FILE), 'utf8');
}
