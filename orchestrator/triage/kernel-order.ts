/**
 * The order in which a finding's history is told: by the kernel's version, and on one version by time. A mirror that is behind, or an older kernel
 * that is tried once more, must not look like a regression.
 */
import { kernelVersion } from '../model/kernel-version.ts';
import type { Entry } from './entry.ts';

/** @param entries in order of time. One without a release stands with the kernel that was tried before it, or else with the first that there was. */
export function inKernelOrder(entries: readonly Entry[]): readonly Entry[] {
  let rank = entries.map(({ release }) => rankOf(release)).find((one) => one !== undefined) ?? 0;
  const ranked = entries.map((entry) => ({ entry, rank: (rank = rankOf(entry.release) ?? rank) }));
  return ranked.sort((one, other) => one.rank - other.rank).map(({ entry }) => entry);
}

/** Undefined where the release begins with no version. */
function rankOf(release: string): number | undefined {
  const version = kernelVersion(release);
  return version && (version.major * 1e4 + version.minor) * 1e4 + version.patch;
}
