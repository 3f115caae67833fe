/**
 * Which contract a kernel is held to, chosen by what its guest shows (SEMANTICS, section 0): the presence of the attribute
 * and the release.
 */
import { atLeast, kernelVersion, type KernelVersion } from './kernel-version.ts';
import type { Observation } from './observation.ts';

/**
 * `before`: kmem cannot ask for memmap on memory (up to 6.7). `v5`: the series as posted in October 2023, attribute included.
 * `merged`: since 6.8; the attribute since 6.9.
 */
export const GENERATIONS = ['before', 'v5', 'merged'] as const;
export type Generation = (typeof GENERATIONS)[number];

export interface Semantics {
  readonly generation: Generation;
  /** By what it was chosen: who runs it asked for it by name, or what the guest shows. */
  readonly chosenBy: 'name' | 'release' | 'attribute';
  readonly version: KernelVersion;
  /** Whether dax devices have the attribute. */
  readonly attribute: boolean;
  /** Whether kstrtobool takes e/E and d/D; `unknown` between the releases that were read `[lib/kstrtox.c:kstrtobool]`. */
  readonly enableDisable: boolean | 'unknown';
  /**
   * Whether a bound device shows `state` `[7.3 drivers/dax/kmem.c:state_show]`. By the release alone: the first observation, from which
   * everything is predicted, is of devices that are bound to nothing, and an unbound device shows no `state` anywhere; /proc/kallsyms has
   * only a `state_show` among a dozen (and takes 2 s to read under TCG). Where the release is wrong about it, the first bind says so.
   */
  readonly daxState: boolean;
  /** What /proc/kpageflags has for a page that is not online: KPF_NOPAGE, or nothing `[fs/proc/page.c:kpageflags_read; 7.2 kpage_read]`. Read in 6.12 and 7.2. */
  readonly hiddenFlags: '0x100000' | '0x0' | 'unknown';
}

/** The kernel's release cannot be read as a version. */
export class UnknownRelease extends Error {
  override name = 'UnknownRelease';
}

/** @param asked by name, whatever the kernel shows: the series is also tried on newer kernels than it was written for */
export function semanticsOf(observation: Pick<Observation, 'release' | 'dax'>, asked?: Generation): Semantics {
  const version = kernelVersion(observation.release);
  if (!version) throw new UnknownRelease(`no version in the kernel release ${JSON.stringify(observation.release)}`);
  const attribute = observation.dax.some((device) => device.memmapOnMemory !== undefined);
  return {
    ...(asked === undefined ? shown(version, attribute) : { generation: asked, chosenBy: 'name' }),
    version,
    attribute,
    enableDisable: atLeast(version, 6, 16) ? true : atLeast(version, 6, 13) ? 'unknown' : false,
    daxState: atLeast(version, 7, 3),
    hiddenFlags: atLeast(version, 7, 2) ? '0x0' : atLeast(version, 6, 13) ? 'unknown' : '0x100000',
  };
}

function shown(version: KernelVersion, attribute: boolean): Pick<Semantics, 'generation' | 'chosenBy'> {
  if (atLeast(version, 6, 8)) return { generation: 'merged', chosenBy: 'release' };
  // No mainline kernel before 6.9 has the attribute: with one, it is the series as posted on top of 6.6.
  return attribute ? { generation: 'v5', chosenBy: 'attribute' } : { generation: 'before', chosenBy: 'release' };
}

/** Which contract it is and why, in words. */
export function semanticsWords({ generation, chosenBy }: Pick<Semantics, 'generation' | 'chosenBy'>): string {
  const contracts = { before: 'from before the series', v5: 'of the series as posted (v5)', merged: 'as merged (6.8 and newer)' };
  const reasons = { name: 'asked for by name', release: 'by its release', attribute: 'dax devices have the attribute before 6.9' };
  return `the contract ${contracts[generation]}, ${reasons[chosenBy]}`;
}
