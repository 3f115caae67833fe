/**
 * Sequences that reached something new, of one machine: `<results>/corpus/<machine>.ndjson`, a line each, appended only, so that several
 * daxlabs may explore at a time. They hold for one machine: block numbers and addresses are its own.
 */
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { operationSchema } from '../evidence-schema.ts';
import { RecordReadError, RecordWriteError } from '../record-error.ts';
import type { DeepReadonly } from '../schema-types.ts';

/** A reader passes over lines of a newer one. */
export const CORPUS_SCHEMA = 1;

const entrySchema = z.strictObject({
  schema: z.int().min(1).max(CORPUS_SCHEMA),
  /** As it was asked for. */
  kernel: z.string().min(1),
  /** Where it was made: `explore-7-3`. */
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  operations: z.array(operationSchema).min(1),
  /** Pairs that no sequence before it had reached. */
  pairs: z.array(z.string()).min(1),
});
export type CorpusEntry = DeepReadonly<z.output<typeof entrySchema>>;

export const corpusFile = (results: string, machine: string): string => join(results, 'corpus', `${machine}.ndjson`);

/** In the order in which they were found; none where there is no file. A line that was cut, or is of another daxlab, is passed over. @throws RecordReadError */
export async function readCorpus(file: string): Promise<readonly CorpusEntry[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new RecordReadError(file, error, 'move it away: it is made anew');
  });
  return text.split('\n').flatMap((line) => {
    const entry = entrySchema.safeParse(parsed(line));
    return entry.success ? [entry.data] : [];
  });
}

/** @throws RecordWriteError */
export async function addToCorpus(file: string, entry: Omit<CorpusEntry, 'schema'>): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await appendFile(file, `${JSON.stringify(entrySchema.parse({ schema: CORPUS_SCHEMA, ...entry }))}\n`);
  } catch (error) {
    throw error instanceof z.ZodError ? error : new RecordWriteError(file, error);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
