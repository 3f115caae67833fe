/** The RUN argument of a command: an id, a path or `latest`. */
import { findRun } from '../archive/find-run.ts';
import { ConfigError } from '../config/explained-error.ts';
import { noSuchName } from '../config/nearest.ts';

/** Folder of the record. Throws ConfigError with the nearest ids. */
export async function runFolder(results: string, run: string): Promise<string> {
  const found = await findRun(results, run);
  if (found.found) return found.folder;
  const doing = run === 'latest' ? 'there is no run yet' : noSuchName('run', run, found.ids);
  throw new ConfigError({ doing, to: results, expected: 'an id, a path or latest', next: 'npx daxlab run makes one; --results DIR looks elsewhere' });
}
