/** The records below the folders that were named: results folders, records themselves, and what was copied from elsewhere. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { recordFiles } from '../../archive/layout.ts';

export interface WholeRecord {
  readonly folder: string;
  /** The path of its summary.json. */
  readonly summary: string;
}

export interface FoundRecords {
  /** Those with a summary.json. */
  readonly whole: readonly WholeRecord[];
  /** Folders with a run.json alone: the run was killed, or still goes on. */
  readonly unfinished: readonly string[];
  /** Named folders that cannot be read. */
  readonly missing: readonly string[];
}

/** @param folders each a record, or the parent of records. What is neither is passed over: a results folder may hold other things. */
export async function findRecords(folders: readonly string[]): Promise<FoundRecords> {
  const named = await Promise.all([...new Set(folders.map((folder) => resolve(folder)))].map(async (folder) => ({ folder, entries: await readdir(folder).catch(() => undefined) })));
  const candidates = named.flatMap(({ folder, entries = [] }) => (entries.includes('run.json') || entries.includes('summary.json') ? [folder] : entries.map((name) => join(folder, name))));
  const kinds = [...new Set(candidates)].sort().map(kindOf);
  return {
    whole: kinds.flatMap((one) => (one.whole ? [one] : [])), unfinished: kinds.flatMap(({ whole, unfinished, folder }) => (!whole && unfinished ? [folder] : [])),
    missing: named.filter(({ entries }) => !entries).map(({ folder }) => folder),
  };
}

/** Ten thousand promises take ten times as long as the files that they ask for. */
function kindOf(folder: string): WholeRecord & { readonly whole: boolean; readonly unfinished: boolean } {
  const { summary, run } = recordFiles(folder);
  const whole = existsSync(summary);
  return { folder, summary, whole, unfinished: !whole && existsSync(run) };
}
