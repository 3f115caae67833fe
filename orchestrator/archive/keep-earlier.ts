/** What a record came to by earlier rules, kept beside what it comes to by today's: `earlier/1/`, `earlier/2/`, oldest first. */
import { constants } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RecordWriteError } from './record-error.ts';

/** Copies those of the files that there are. Answers the folder that they are in now. Throws RecordWriteError, and nothing is changed then. */
export async function keepEarlier(folder: string, files: readonly string[]): Promise<string> {
  const earlier = join(folder, 'earlier');
  const before = await readdir(earlier).catch(() => []);
  const kept = join(earlier, String(Math.max(0, ...before.map(Number).filter(Number.isInteger)) + 1));
  try {
    await mkdir(kept, { recursive: true });
    for (const file of files) await copyFile(file, join(kept, basename(file)), constants.COPYFILE_EXCL).catch(unlessMissing);
    return kept;
  } catch (error) {
    throw new RecordWriteError(kept, error);
  }
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
