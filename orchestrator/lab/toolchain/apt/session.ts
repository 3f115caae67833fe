/** Some apt commands in a row, on package lists that are there, with a scratch directory that goes away afterwards. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Explanation } from '../../../config/explained-error.ts';
import { makeTemporary, removeTemporary, type Cache } from '../cache.ts';
import { aptConfiguration } from './configuration.ts';
import { hostAcquireSettings } from './host.ts';
import { run, type RunOptions } from '../run.ts';

export interface Apt {
  /** Runs apt-get, apt-cache or another program of apt on the private root; its standard output. @throws InfrastructureError */
  run(argv: readonly string[], explanation: Explanation, options?: Pick<RunOptions, 'cwd' | 'onLine'>): Promise<string>;
}

/** @param lists directory that `lists.ts` has filled, or is filling */
export async function withApt<T>(cache: Cache, lists: string, signal: AbortSignal | undefined, use: (apt: Apt) => Promise<T>): Promise<T> {
  const scratch = await makeTemporary(cache);
  try {
    const configuration = join(scratch, 'apt.conf');
    await mkdir(join(scratch, 'archives/partial'), { recursive: true });
    // A proxy's address may hold a password.
    await writeFile(configuration, aptConfiguration(lists, scratch, 'amd64', await hostAcquireSettings(signal)), { mode: 0o600 });
    return await use({
      run: (argv, explanation, options) => run(argv, explanation, { ...options, signal, env: { APT_CONFIG: configuration } }),
    });
  } finally {
    await removeTemporary(scratch);
  }
}
