/** JSON files of a record: checked on writing and on reading, and never there by half. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { z } from 'zod';
import { RecordReadError, RecordWriteError } from './record-error.ts';
import type { DeepReadonly } from './schema-types.ts';

/** Throws RecordWriteError; an older file of that name is then as it was. A value that is against the schema is daxlab's defect and throws ZodError. */
export async function writeJson<Schema extends z.ZodType>(file: string, schema: Schema, value: DeepReadonly<z.output<Schema>>): Promise<void> {
  await writeText(file, jsonText(schema, value));
}

/** The text of the file, also for standard output. */
export function jsonText<Schema extends z.ZodType>(schema: Schema, value: DeepReadonly<z.output<Schema>>): string {
  return `${JSON.stringify(schema.parse(value), undefined, 2)}\n`;
}

/** Throws RecordWriteError. */
export async function writeText(file: string, text: string, mode = 0o666): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { mode });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new RecordWriteError(file, error);
  }
}

/** Throws RecordReadError for a file that is not there or cut, of a newer schema, or against the schema. */
export async function readJson<Schema extends z.ZodType>(file: string, version: number, schema: Schema): Promise<z.output<Schema>> {
  const value = await readValue(file);
  const found = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  if (typeof found === 'number' && found > version) {
    throw new RecordReadError(file, `schema ${found}; this daxlab reads up to schema ${version}`, 'read it with the daxlab that wrote it, or a newer one');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new RecordReadError(file, faults.join('; '));
}

async function readValue(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (error) {
    throw new RecordReadError(file, error);
  }
}
