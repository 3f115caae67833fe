/** Some apt commands in a row, on package lists that are there, with a scratch directory that goes away afterwards. */
import type { Explanation } from '../../../config/explained-error.ts';
import { fullDisk, type Cache } from '../cache.ts';
import { run, type RunOptions } from '../run.ts';
import { enterScratch } from './scratch.ts';

export interface Apt {
  /** Runs apt-get, apt-cache or another program of apt on the private root; its standard output. @throws InfrastructureError */
  run(argv: readonly string[], explanation: Explanation, options?: Pick<RunOptions, 'cwd' | 'onLine'>): Promise<string>;
}

/**
 * @param lists directory that `lists.ts` has filled, or is filling
 * @throws what `use` throws; InfrastructureError when the disk is full
 */
export async function withApt<T>(cache: Cache, lists: string, signal: AbortSignal | undefined, use: (apt: Apt) => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  const scratch = enterScratch(cache, lists);
  try {
    const env = { APT_CONFIG: await scratch.configuration };
    return await use({ run: (argv, explanation, options) => run(argv, explanation, { ...options, signal, env }) });
  } catch (error) {
    throw fullDisk(error, 'package lists', cache.root) ?? error;
  } finally {
    await scratch.leave();
  }
}
