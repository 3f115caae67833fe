/** Reading events.ndjson as a stream. */
import { createReadStream } from 'node:fs';
import type { z } from 'zod';
import { eventSchema, type RecordEvent } from './event.ts';
import { EVENT_VERSION } from './event-line.ts';
import { linesOf, type Line } from './lines.ts';
import { RecordReadError } from './record-error.ts';

/** Called with a last line that was cut when daxlab was killed or the disk was full; no event stands in it. */
export type OnCut = (line: Line) => void;

/** Throws RecordReadError for a file that is not there, a line of a newer version, and a line in the middle that is damaged. */
export async function* readEvents(file: string, onCut: OnCut): AsyncGenerator<RecordEvent, void, undefined> {
  try {
    for await (const line of linesOf(createReadStream(file) as AsyncIterable<Buffer>)) {
      if (line.whole) yield parseLine(line, file);
      else onCut(line);
    }
  } catch (error) {
    throw error instanceof RecordReadError || !isSystemError(error) ? error : new RecordReadError(file, error);
  }
}

export function parseLine({ text, number }: Line, file: string): RecordEvent {
  const value = parseJson(text, `${file}:${number}`);
  const version = typeof value === 'object' && value !== null && 'v' in value ? value.v : undefined;
  if (typeof version === 'number' && version > EVENT_VERSION) {
    const next = 'read it with the daxlab that wrote it, or a newer one';
    throw new RecordReadError(`${file}:${number}`, `an event of version ${version}; this daxlab reads up to version ${EVENT_VERSION}`, next);
  }
  const result = eventSchema.safeParse(value);
  if (result.success) return result.data;
  throw new RecordReadError(`${file}:${number}`, `not an event of version ${EVENT_VERSION}: ${issueText(result.error)}`, DAMAGED);
}

const DAMAGED = 'the record was changed or damaged after it was written: run again';

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new RecordReadError(where, error, DAMAGED);
  }
}

function issueText({ issues }: z.ZodError): string {
  return issues.slice(0, 3).map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`).join('; ');
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}
