/** Taking a record away. */
import { rm } from 'node:fs/promises';
import { recordFiles } from './layout.ts';
import { RecordWriteError } from './record-error.ts';

/** Its two heads first: what is left by half when this is cut short is no record to anybody. Throws RecordWriteError. */
export async function removeRecord(folder: string): Promise<void> {
  const { summary, run } = recordFiles(folder);
  try {
    for (const path of [summary, run, folder]) await rm(path, { recursive: true, force: true });
  } catch (error) {
    throw new RecordWriteError(folder, error, 'remove the rest of the folder by hand');
  }
}
