/**
 * The page that reports are filled into, built once for its sources and kept in the cache. Nothing of daxlab is imported when a run has ended: Ctrl-C goes to
 * the whole process group, so to the compiler that tsx has started as well, and what was never compiled before cannot be any more.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entry, openCache } from '../lab/toolchain/cache.ts';
import { buildTemplate, templateKey } from '../report/template.ts';

const FILE = 'page.html';

/** @param directory of the cache, where one was asked for */
export async function pageTemplate(directory?: string): Promise<string> {
  const made = await entry(await openCache(directory), 'page', await templateKey(), async (unfinished) => writeFile(join(unfinished, FILE), await buildTemplate()));
  return readFile(join(made, FILE), 'utf8');
}
