/** Reading the record of a run, also of one that was killed or is still going on. */
import { access } from 'node:fs/promises';
import type { RecordEvent } from './event.ts';
import { readJson } from './json-file.ts';
import { recordFiles } from './layout.ts';
import { readEvents, type OnCut } from './read-events.ts';
import { RUN_SCHEMA, runFileSchema, type RunFile } from './run-file.ts';
import { SUMMARY_SCHEMA, summarySchema, type Summary } from './summary.ts';

export interface RunRecord {
  readonly folder: string;
  readonly run: RunFile;
  /** Absent while the run goes on, and for good when it was killed. */
  readonly summary?: Summary | undefined;
  readonly events: (onCut: OnCut) => AsyncGenerator<RecordEvent, void, undefined>;
}

/** Throws RecordReadError. */
export async function openRecord(folder: string): Promise<RunRecord> {
  const files = recordFiles(folder);
  const [run, summary] = await Promise.all([readJson(files.run, RUN_SCHEMA, runFileSchema), readSummary(folder)]);
  return { folder, run, summary, events: (onCut) => readEvents(files.events, onCut) };
}

/** Undefined where there is none. Throws RecordReadError. */
export async function readSummary(folder: string): Promise<Summary | undefined> {
  const file = recordFiles(folder).summary;
  return await exists(file) ? readJson(file, SUMMARY_SCHEMA, summarySchema) : undefined;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(() => true, () => false);
}
