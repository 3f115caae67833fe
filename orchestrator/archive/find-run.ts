/** What a RUN argument means: an id, a path or `latest`; and `RUN/FINDING`. */
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

export type FoundPlace =
  | {
    readonly found: true;
    readonly folder: string;
    /** As it was written: nobody has looked yet whether the record has it. */
    readonly finding?: string | undefined;
  }
  /** `run` is what should have been one: without the segment that reads as a finding. */
  | { readonly found: false; readonly run: string; readonly ids: readonly string[] };

/** A path may have slashes itself: only where the whole is no record does its last segment name a finding of the rest. */
export async function findPlace(results: string, argument: string): Promise<FoundPlace> {
  for (const { run, finding } of readings(argument)) {
    const place = await findRun(results, run);
    if (place.found) return { ...place, finding };
  }
  const meant = readings(argument).find(({ finding = '' }) => FINGERPRINT.test(finding)) ?? { run: argument };
  return { found: false, run: meant.run, ids: await runIds(results) };
}

/** A fingerprint or the beginning of one: what `RUN/FINDING` has after its last slash. */
export const FINGERPRINT = /^(?:unmatched-)?[0-9a-f]{4,16}$/;

/** In the order in which they are tried. `RUN/failures/FINDING` is where the bundle of the finding lies: a shell completes it. */
export function readings(argument: string): { readonly run: string; readonly finding?: string | undefined }[] {
  const path = argument.replace(/(?<=[^/])\/+$/, '');
  const [, run, finding] = /^(.*[^/])\/+([^/]+)$/.exec(path) ?? [];
  const bundleOf = run?.replace(/(?<=[^/])\/+failures$/, '');
  return [
    { run: argument },
    ...(path === argument ? [] : [{ run: path }]),
    ...(run === undefined ? [] : [{ run, finding }]),
    ...(bundleOf === run || bundleOf === undefined ? [] : [{ run: bundleOf, finding }]),
  ];
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
