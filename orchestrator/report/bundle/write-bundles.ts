/** Bundles from a record as it lies. */
import { access, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordEvent } from '../../archive/event.ts';
import type { ItemKey } from '../../archive/item-id.ts';
import { failureFiles, machineFolder, recordedFiles, recordFiles, type FailureFiles } from '../../archive/layout.ts';
import { RecordWriteError } from '../../archive/record-error.ts';
import { openRecord } from '../../archive/record-reader.ts';
import { NOTHING_DONE } from '../../judge/retrace.ts';
import { isHang } from '../../judge/findings.ts';
import { readDiagnosis } from './diagnosis.ts';
import { follow, type AttemptRecord, type Failure } from './failure.ts';
import type { Images } from './packing.ts';
import { writeBundle, type BundleOptions } from './write-bundle.ts';

/** A finding with the row that is told. */
export interface Shown extends Pick<Failure, 'finding' | 'row' | 'others'> {
  /** Id of the row's work item. */
  readonly item: string;
}

/** What is told of a row. A bundle whose steps were shrunk stays: beside it is what the record itself has. @throws RecordWriteError and RecordReadError */
export async function writeBundles(folder: string, shown: readonly Shown[], options: BundleOptions): Promise<void> {
  await writeInto((fingerprint) => placeOf(failureFiles(folder, fingerprint)), folder, shown, options);
}

async function placeOf(files: FailureFiles): Promise<FailureFiles> {
  const recorded = recordedFiles(files);
  return access(recorded.folder).then(() => recorded, () => files);
}

/** @param files of the bundle of a fingerprint. @param folder the record that tells. @throws RecordWriteError and RecordReadError */
export async function writeInto(files: (fingerprint: string) => FailureFiles | Promise<FailureFiles>, folder: string, shown: readonly Shown[], options: BundleOptions): Promise<void> {
  if (shown.length === 0) return;
  const { run, events } = await openRecord(folder);
  const rows = await rowsOf(events(() => undefined), new Set(shown.map(({ item }) => item)));
  const images: Images = new Map();
  for (const { item, ...told } of shown) {
    const row = rows.get(item);
    if (!row) continue;
    const { key, attempt, number, lines } = row;
    const diagnosis = isHang(told.finding) ? await readDiagnosis(machineFolder(folder, item, number)) : undefined;
    const failure: Failure = { ...told, key, attempt, diagnosis, runId: run.runId, startedAt: run.startedAt, used: run.used };
    await writeBundle(await files(told.finding.fingerprint), failure, lines.join(''), images, options);
  }
}

/** Takes the bundles of findings that the record no longer has to `kept`. @throws RecordWriteError */
export async function dropBundles(folder: string, { findings, kept }: { readonly findings: ReadonlySet<string>; readonly kept: string }): Promise<void> {
  const { failures } = recordFiles(folder);
  const stale = (await readdir(failures).catch(() => [])).filter((name) => !findings.has(name));
  if (stale.length === 0) return;
  try {
    await mkdir(join(kept, 'failures'), { recursive: true });
    for (const name of stale) await rename(join(failures, name), join(kept, 'failures', name));
  } catch (error) {
    throw new RecordWriteError(failures, error);
  }
}

interface Row {
  readonly key: ItemKey;
  readonly attempt: AttemptRecord;
  /** Of the attempt. */
  readonly number: number;
  readonly lines: string[];
}

const keyOf = ({ scenario, machine, kernel, policy, attribute, time }: ItemKey): ItemKey =>
  ({ scenario, machine, kernel, policy, ...(attribute !== undefined && { attribute }), ...(time !== undefined && { time }) });

/** One pass over the events for all bundles. */
async function rowsOf(events: AsyncIterable<RecordEvent>, wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, Row>> {
  const rows = new Map<string, Row>();
  for await (const event of events) {
    if (event.type === 'run-started') for (const { id, ...key } of event.items) if (wanted.has(id)) rows.set(id, { key, attempt: NOTHING_DONE, number: 1, lines: [] });
    // A row that nobody planned.
    if (event.type === 'item-started' && event.item !== undefined && wanted.has(event.item) && !rows.has(event.item)) rows.set(event.item, { key: keyOf(event), attempt: NOTHING_DONE, number: 1, lines: [] });
    const row = event.item === undefined ? undefined : rows.get(event.item);
    if (event.item === undefined || !row) continue;
    row.lines.push(`${JSON.stringify(event)}\n`);
    rows.set(event.item, { ...row, attempt: follow(row.attempt, event), number: event.attempt ?? row.number });
  }
  return rows;
}
