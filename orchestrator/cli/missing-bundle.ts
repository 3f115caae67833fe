/** The bundle of a finding whose record has none: daxlab was killed before it wrote it, or an older one did not. */
import { access } from 'node:fs/promises';
import { failureFiles } from '../archive/layout.ts';
import type { RunRecord } from '../archive/record-reader.ts';
import type { RecordedFinding } from '../archive/recorded-finding.ts';
import { rowTitle } from '../report/story.ts';
import { writeBundles } from '../report/bundle/write-bundles.ts';

/**
 * Writes it where it is missing, or without the kernel that is wanted in it. A row that was taken over from another run has its evidence, and its bundle, there.
 * @throws RecordWriteError
 */
export async function writeMissingBundle({ folder, events }: RunRecord, [first, ...others]: readonly [RecordedFinding, ...RecordedFinding[]], withKernel: boolean): Promise<void> {
  const files = failureFiles(folder, first.finding.fingerprint);
  if (!withKernel && await access(files.report).then(() => true, () => false)) return;
  for await (const event of events(() => undefined)) if (event.type === 'item-judged' && event.item === first.item && event.from !== undefined) return;
  const { item, row, finding } = first;
  await writeBundles(folder, [{ item, row, finding, others: others.map((other) => rowTitle(other.row)) }], { withKernel });
}
