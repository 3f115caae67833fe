/** Writing the record of one run, `<results>/<run-id>/`. */
import { mkdir } from 'node:fs/promises';
import { randomInt } from 'node:crypto';
import { arch, availableParallelism, release, totalmem, type as system } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { monotonicMilliseconds, type Clock } from './clock.ts';
import type { NewEvent, RecordEvent } from './event.ts';
import { openEventLog } from './event-log.ts';
import { writeJson } from './json-file.ts';
import { machineFolder, recordFiles } from './layout.ts';
import { RecordWriteError } from './record-error.ts';
import { RUN_SCHEMA, runFileSchema, type Asked, type Configuration, type Daxlab, type Guest, type RunFile, type Used } from './run-file.ts';
import { runId } from './run-id.ts';
import { summarySchema, type Summary } from './summary.ts';

/** Every method throws RecordWriteError where the disk refuses: an infrastructure failure of the run. */
export interface RecordWriter {
  readonly runId: string;
  /** `<results>/<run-id>`. */
  readonly folder: string;
  /** Writes one line before it returns; gives the event as it was written. */
  readonly append: (event: NewEvent) => RecordEvent;
  /** Adds to what run.json says was used; one that is already there is not written twice. */
  readonly addUsed: (used: readonly Used[]) => Promise<void>;
  /** Tells the events at once and run.json in time. */
  readonly addGuest: (guest: Guest) => Promise<void>;
  /** Makes and names the folder for the console and QMP logs of one guest. */
  readonly machineFolder: (item: string, attempt: number) => Promise<string>;
  readonly writeSummary: (summary: Summary) => Promise<void>;
  readonly close: () => void;
}

export interface NewRecord {
  readonly asked: Asked;
  readonly daxlab: Daxlab;
  /** What the rows are made of. */
  readonly configuration?: readonly Configuration[] | undefined;
}

/** What time and chance are to the record; tests bring their own. */
export interface Chance {
  readonly now: () => Date;
  readonly clock: Clock;
  /** A whole number below 65536. */
  readonly random: () => number;
}
const CHANCE: Chance = { now: () => new Date(), clock: monotonicMilliseconds, random: () => randomInt(0x10000) };

export async function createRecord(results: string, { asked, daxlab, configuration = [] }: NewRecord, chance: Chance = CHANCE): Promise<RecordWriter> {
  const { id, folder, startedAt } = await newFolder(results, chance);
  const files = recordFiles(folder);
  let run: RunFile = {
    schema: RUN_SCHEMA, runId: id, startedAt: startedAt.toISOString(), startedAtMonotonic: chance.clock(), asked, daxlab, configuration, host: host(), used: [], guests: [],
  };
  await writeJson(files.run, runFileSchema, run);
  const log = openEventLog(files.events, chance.clock);
  let written = Promise.resolve();
  let guestsWritten = 0;
  // One after the other: guests that start at the same time must not write over each other's run.json.
  const write = (): Promise<void> => {
    written = written.catch(() => undefined).then(() => {
      guestsWritten = run.guests.length;
      return writeJson(files.run, runFileSchema, run);
    });
    return written;
  };
  return {
    runId: id,
    folder,
    append: log.append,
    addUsed: async (used) => {
      const news = used.filter((one) => !run.used.some((known) => isDeepStrictEqual(known, one)));
      run = { ...run, used: [...run.used, ...news] };
      await (news.length > 0 ? write() : written);
    },
    addGuest: async ({ item, attempt, ...startedWith }) => {
      log.append({ type: 'guest-started', item, attempt, ...startedWith });
      run = { ...run, guests: [...run.guests, { item, attempt, ...startedWith }] };
      // Writing them all again for every guest would take longer with every guest.
      if (run.guests.length >= guestsWritten * 1.5) await write();
    },
    machineFolder: (item, attempt) => makeFolder(machineFolder(folder, item, attempt)),
    writeSummary: async (summary) => {
      await write();
      await writeJson(files.summary, summarySchema, summary);
    },
    close: log.close,
  };
}

/** Making the folder is what decides whose id it is: two runs of one millisecond get two. */
async function newFolder(results: string, { now, random }: Chance): Promise<{ id: string; folder: string; startedAt: Date }> {
  await makeFolder(results);
  for (;;) {
    const startedAt = now();
    const id = runId(startedAt, random());
    const folder = join(results, id);
    try {
      await mkdir(folder);
      return { id, folder, startedAt };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw new RecordWriteError(folder, error);
    }
  }
}

async function makeFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    return folder;
  } catch (error) {
    throw new RecordWriteError(folder, error);
  }
}

function host(): RunFile['host'] {
  return { kernel: `${system()} ${release()} ${arch()}`, node: process.version, cpus: availableParallelism(), memory: totalmem() };
}
