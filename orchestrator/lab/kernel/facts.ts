/** What `daxlab doctor` has to say about kernels. */
import { entryKeys, type Cache } from '../toolchain/cache.ts';
import type { Fact } from '../toolchain/facts.ts';

export async function kernelFacts(cache: Cache): Promise<Fact[]> {
  const releases = (await entryKeys(cache, 'kernel')).filter((key) => key.startsWith('linux-')).map((key) => key.replace(/^linux-/, '').replace(/-[0-9a-f]+$/, ''));
  return [{ name: 'kernels in the cache', ok: true, seen: releases.length === 0 ? 'none yet; the first run fetches one' : releases.sort().join(', ') }];
}
