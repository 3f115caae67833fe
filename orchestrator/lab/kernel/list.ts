/** Which kernels there are to ask for. */
import { freshLists, cachedLists, type Lists } from '../toolchain/apt/lists.ts';
import { withApt } from '../toolchain/apt/session.ts';
import type { ToolchainOptions } from '../toolchain/options.ts';
import { readPackageConfig } from '../toolchain/package-config.ts';
import type { KernelBuild } from './build.ts';
import { cachedInventory, kernelInventory } from './inventory.ts';
import { formatKernelName, type Flavour } from '../../config/kernel-name.ts';

export interface ListedKernel {
  /** What to ask for: `debian:6.12.43`. Where one version was built more than once, Debian's own name of the older one. */
  readonly name: string;
  readonly release: string;
  /** Of the package. */
  readonly version: string;
  readonly flavour: Flavour;
  /** To be downloaded, in bytes. */
  readonly size: number;
  /** Packages that are gone from the mirror: then it is listed and cannot be had. */
  readonly missing: readonly string[];
}

export interface KernelList {
  /** When the lists were fetched, in milliseconds since the epoch. */
  readonly fetched: number;
  /** Newest first. */
  readonly kernels: readonly ListedKernel[];
}

/** From the lists in the cache, however old; fetched when there are none, or with `refresh`. @throws InfrastructureError */
export async function listKernels(options: ToolchainOptions): Promise<KernelList> {
  const { cache, refresh, signal } = options;
  const config = await readPackageConfig();
  const lists = (refresh === true ? undefined : await cachedLists(cache, config)) ?? (await freshLists(options, config, Date.now()));
  const builds = (await cachedInventory(cache, lists)) ?? (await fromLists(options, lists, signal));
  return { fetched: lists.fetched, kernels: builds.map((build, index) => listed(build, builds.slice(0, index))) };
}

function fromLists({ cache }: ToolchainOptions, lists: Lists, signal: AbortSignal | undefined): Promise<KernelBuild[]> {
  return withApt(cache, lists.directory, signal, (apt) => kernelInventory(cache, lists, apt));
}

function listed(build: KernelBuild, newer: readonly KernelBuild[]): ListedKernel {
  const { upstream, abi, release, version, flavour, packages, missing } = build;
  const isHidden = newer.some((each) => each.upstream === upstream && each.flavour === flavour);
  const size = packages.reduce((sum, each) => sum + each.size, 0);
  return { name: formatKernelName({ kind: 'debian', version: isHidden ? abi : upstream, flavour }), release, version, flavour, size, missing };
}
