/** The folders of records that a command is to read: one that is not there is a mistake, not an empty history. */
import { stat } from 'node:fs/promises';
import { ConfigError } from '../config/explained-error.ts';

/** Throws ConfigError. */
export async function resultsFolders(folders: readonly string[]): Promise<readonly string[]> {
  for (const folder of folders) {
    const isThere = await stat(folder).then((found) => found.isDirectory(), () => false);
    if (!isThere) throw new ConfigError({ doing: 'reading the records of runs', to: folder, expected: 'a record, or a folder of records', seen: 'no such folder, or one that may not be read' });
  }
  return folders;
}
