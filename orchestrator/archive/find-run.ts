/** What a RUN argument means: an id, a path or `latest`. */
import { access, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { recordFiles } from './layout.ts';
import { RUN_ID } from './run-id.ts';

export type FoundRun =
  | { readonly found: true; readonly folder: string }
  /** With the ids that there are, newest first, for the error. */
  | { readonly found: false; readonly ids: readonly string[] };

/** `results` is the parent of the records. A path is one that has a slash, or a folder here with a run.json. */
export async function findRun(results: string, run: string): Promise<FoundRun> {
  const ids = await runIds(results);
  const name = run === 'latest' ? ids[0] : run;
  const folders = name === undefined ? [] : [join(results, name), resolve(name)];
  // An id is looked for in the results folder only, a path never there: `../x` must not reach out of it.
  const candidates = run.includes('/') ? folders.slice(1) : run === 'latest' || RUN_ID.test(run) ? folders.slice(0, 1) : folders;
  for (const folder of candidates) if (await isRecord(folder)) return { found: true, folder };
  return { found: false, ids };
}

/** Ids of the records in a results folder, newest first; empty where there is no such folder. */
export async function runIds(results: string): Promise<string[]> {
  const entries = await readdir(results).catch(() => []);
  const ids = entries.filter((name) => RUN_ID.test(name)).sort().reverse();
  const whole = await Promise.all(ids.map((id) => isRecord(join(results, id))));
  return ids.filter((_, place) => whole[place]);
}

async function isRecord(folder: string): Promise<boolean> {
  return access(recordFiles(folder).run).then(() => true, () => false);
}
