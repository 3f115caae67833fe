/** What `daxlab doctor` has to say about kernels. */
import { entryKeys, type Cache } from '../toolchain/cache.ts';
import type { Fact } from '../toolchain/facts.ts';
import { installing, lackingPrograms } from './from-source/build-tools.ts';
import { namedBuilds } from './from-source/named-build.ts';

export async function kernelFacts(cache: Cache): Promise<Fact[]> {
  const releases = (await entryKeys(cache, 'kernel')).filter((key) => key.startsWith('linux-')).map((key) => key.replace(/^linux-/, '').replace(/-[0-9a-f]+$/, ''));
  const builds = (await namedBuilds(cache)).map(({ name }) => `build:${name}`);
  return [
    { name: 'kernels in the cache', ok: true, seen: releases.length === 0 ? 'none yet; the first run fetches one' : releases.sort().join(', ') },
    { name: 'kernels built here', ok: true, seen: builds.length === 0 ? 'none' : builds.join(', ') },
    builderFact(lackingPrograms()),
  ];
}

/** Nothing is missing where nobody builds kernels: a run does without. */
export function builderFact(lacking: ReturnType<typeof lackingPrograms>): Fact {
  const name = 'building kernels';
  if (lacking.length === 0) return { name, ok: true, seen: 'compiler, linker, make, perl, git and tar are here; flex, bison, bc and libelf are fetched' };
  return { name, ok: true, seen: `no ${lacking.join(', ')}: kernels cannot be built here, everything else works`, next: `${installing(lacking)}, where kernels are to be built` };
}
