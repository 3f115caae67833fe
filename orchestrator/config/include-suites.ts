/** The suites that a suite includes, in the place of their names. */
import { ConfigError } from './explained-error.ts';
import { pick } from './nearest.ts';
import type { Suite, SuiteFile } from './suite.ts';

/** Throws ConfigError for a suite that includes itself, through whichever others. */
export function includeSuites(files: ReadonlyMap<string, SuiteFile>): ReadonlyMap<string, Suite> {
  return new Map([...files].map(([name, file]) => [name, withIncluded(file, files)]));
}

function withIncluded(file: SuiteFile, files: ReadonlyMap<string, SuiteFile>, within: readonly string[] = []): Suite {
  const path = [...within, file.name];
  if (within.includes(file.name)) {
    throw new ConfigError({ doing: `reading suite ${path[0] ?? file.name}`, expected: 'includes that come to an end', seen: path.join(' includes ') });
  }
  const suites = file.include.suites.map((name) => withIncluded(pick('suite', files, name), files, path));
  return { ...file, include: { suites, rows: file.include.rows } };
}
