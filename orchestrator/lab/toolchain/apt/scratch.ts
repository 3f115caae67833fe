/**
 * apt's scratch directory for one set of package lists, shared by all that use them at the same time in this process: apt's own cache of the
 * lists takes 65 MB and 1.2 s of a CPU to make, for each directory.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTemporary, removeTemporary, type Cache } from '../cache.ts';
import { run } from '../run.ts';
import { aptConfiguration } from './configuration.ts';
import { hostAcquireSettings } from './host.ts';

export interface Scratch {
  /** Path of the apt.conf; rejects when it could not be made. */
  readonly configuration: Promise<string>;
  /** The last to leave removes everything. */
  leave(): Promise<void>;
}

interface Shared {
  users: number;
  readonly directory: Promise<string>;
  readonly configuration: Promise<string>;
  readonly abandoned: AbortController;
}

const shared = new Map<string, Shared>();

export function enterScratch(cache: Cache, lists: string): Scratch {
  const scratch = shared.get(lists) ?? make(cache, lists);
  shared.set(lists, scratch);
  scratch.users++;
  return { configuration: scratch.configuration, leave: () => leave(lists, scratch) };
}

function make(cache: Cache, lists: string): Shared {
  const abandoned = new AbortController();
  const directory = makeTemporary(cache);
  const configuration = directory.then((path) => prepare(path, lists, abandoned.signal));
  configuration.catch(() => undefined); // everybody who entered hears of it
  return { users: 0, directory, configuration, abandoned };
}

async function leave(lists: string, scratch: Shared): Promise<void> {
  if (--scratch.users > 0) return;
  shared.delete(lists);
  // Whoever is interrupted while it is being prepared leaves at once.
  scratch.abandoned.abort(new Error('nobody needs it any more'));
  await scratch.configuration.catch(() => undefined);
  const directory = await scratch.directory.catch(() => undefined);
  if (directory !== undefined) await removeTemporary(directory);
}

async function prepare(directory: string, lists: string, signal: AbortSignal): Promise<string> {
  const configuration = join(directory, 'apt.conf');
  await mkdir(join(directory, 'archives/partial'), { recursive: true });
  // A proxy's address may hold a password.
  await writeFile(configuration, aptConfiguration(lists, directory, 'amd64', await hostAcquireSettings(signal)), { mode: 0o600 });
  // Now, because several commands that start at once would each make it.
  await run(['apt-cache', 'gencaches', '-q'], { doing: 'reading the package lists', to: lists, next: 'try again with --refresh' }, { signal, env: { APT_CONFIG: configuration } });
  return configuration;
}
