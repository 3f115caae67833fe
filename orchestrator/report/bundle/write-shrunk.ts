/** The bundle of a finding written again with fewer steps: those of a row of another run, which shrunk them. */
import { access, mkdir, readdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { failureFiles, recordedFiles, type FailureFiles } from '../../archive/layout.ts';
import { RecordWriteError } from '../../archive/record-error.ts';
import { openRecord } from '../../archive/record-reader.ts';
import { recordedFindings } from '../../archive/recorded-finding.ts';
import { hasKernel } from './packing.ts';
import { writeInto } from './write-bundles.ts';
import type { BundleOptions } from './write-bundle.ts';

/**
 * What the bundle had is kept in its `recorded/`.
 * @param folder of the record that has the finding. @param by folder of the record that has the row of the smallest sequence
 * @throws RecordWriteError and RecordReadError
 */
export async function writeShrunk(folder: string, by: string, fingerprint: string, { withKernel }: BundleOptions): Promise<FailureFiles> {
  const { events } = await openRecord(by);
  const shown = (await recordedFindings(events(() => undefined))).filter(({ finding }) => finding.fingerprint === fingerprint);
  const files = failureFiles(folder, fingerprint);
  const had = await keepRecorded(files);
  await writeInto(() => files, by, shown.map(({ item, row, finding }) => ({ item, row, finding, others: [] })), { withKernel: withKernel || had });
  return files;
}

/** Answers whether the bundle had the kernel. */
async function keepRecorded(files: FailureFiles): Promise<boolean> {
  const recorded = recordedFiles(files).folder;
  try {
    const had = await hasKernel(files.folder) !== undefined;
    // Shrunk before: what was recorded is there already.
    if (await access(recorded).then(() => true, () => false)) return had;
    const names = await readdir(files.folder).catch(() => []);
    await mkdir(recorded, { recursive: true });
    for (const name of names.filter((one) => one !== basename(recorded))) await rename(join(files.folder, name), join(recorded, name));
    return had;
  } catch (error) {
    throw new RecordWriteError(recorded, error);
  }
}
