/**
 * Writing events.ndjson. Each event is one write of one line, done before the call returns: whatever ends daxlab, the lines so far are in
 * the file.
 */
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { monotonicMilliseconds, type Clock } from './clock.ts';
import type { NewEvent, RecordEvent } from './event.ts';
import { EVENT_VERSION } from './event-line.ts';
import { RecordWriteError } from './record-error.ts';

export interface EventLog {
  /** The event as it was written. Throws RecordWriteError; the line is then not in the file, and no later call succeeds. */
  readonly append: (event: NewEvent) => RecordEvent;
  readonly close: () => void;
}

export function openEventLog(file: string, clock: Clock = monotonicMilliseconds): EventLog {
  const descriptor = attempt(file, () => openSync(file, 'a'));
  let length = 0;
  let failure: RecordWriteError | undefined;
  return {
    append(event) {
      if (failure) throw failure;
      const stamped = { v: EVENT_VERSION, t: Math.round(clock() * 10) / 10, ...event } as RecordEvent;
      const line = Buffer.from(`${JSON.stringify(stamped)}\n`);
      try {
        writeWhole(descriptor, line);
      } catch (error) {
        cutTo(descriptor, length);
        failure = new RecordWriteError(file, error);
        throw failure;
      }
      length += line.length;
      return stamped;
    },
    close() {
      attempt(file, () => { closeSync(descriptor); });
    },
  };
}

/** A disk that fills up first takes a part of the line, and refuses with the next write. */
function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}

/** The part of a line that went in before the disk was full. Where even this fails, the reader meets a cut last line, which it tolerates. */
function cutTo(descriptor: number, length: number): void {
  try {
    ftruncateSync(descriptor, length);
  } catch {
    // the write's own error says more
  }
}

function attempt<Value>(file: string, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    throw new RecordWriteError(file, error);
  }
}
