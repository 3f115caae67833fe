/** What a kernel is built with: the host's compiler and make, and what daxlab brings along from Debian's packages. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { UnsupportedError } from '../../errors.ts';
import { closure } from '../../toolchain/apt/closure.ts';
import type { ToolchainOptions, UsedPackage } from '../../toolchain/options.ts';
import { readPackageConfig } from '../../toolchain/package-config.ts';
import { acquireSet } from '../../toolchain/package-set.ts';
import { run } from '../../toolchain/run.ts';
import { ofThisRelease } from '../../toolchain/this-release.ts';

export interface BuildTools {
  /** Of make and everything that it starts; what is undefined there is taken out of the host's. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of make: where the kernel's own programs, objtool above all, find libelf. */
  readonly variables: readonly string[];
  /** The first line of `gcc --version`. */
  readonly compiler: string;
  readonly packages: readonly UsedPackage[];
}

/** Programs that only the host can have, and Debian's package of each. */
export const HOST_PROGRAMS = { gcc: 'gcc', ld: 'binutils', make: 'make', perl: 'perl', git: 'git', tar: 'tar' } as const;

/** @throws UnsupportedError naming what the host lacks; InfrastructureError where the rest cannot be fetched */
export async function acquireBuildTools(options: ToolchainOptions): Promise<BuildTools> {
  const lacking = lackingPrograms();
  if (lacking.length > 0) {
    throw new UnsupportedError({ doing: 'building a kernel', expected: 'a compiler on this host', seen: `no ${lacking.join(', ')}`, next: installing(lacking) });
  }
  const config = await ofThisRelease(await readPackageConfig(), 'looking for what a kernel is built with');
  const { packages: wanted, without } = config.kernelBuild;
  const { directory, packages } = await acquireSet(options, config, {
    kind: 'packages',
    label: () => 'kernel-build',
    asked: JSON.stringify(['kernel-build', config.suites, config.components, config.architecture, wanted, without]),
    resolve: async (apt) => (await closure(apt, wanted)).filter(({ name }) => !without.some((beginning) => name.startsWith(beginning))),
    finish: () => Promise.resolve(),
  });
  return { ...inRoot(join(directory, 'root')), packages, compiler: await compilerOf(options.signal) };
}

/** Names of HOST_PROGRAMS that are in no folder of PATH. */
export function lackingPrograms(path = process.env['PATH'] ?? ''): (keyof typeof HOST_PROGRAMS)[] {
  return (Object.keys(HOST_PROGRAMS) as (keyof typeof HOST_PROGRAMS)[]).filter((program) => !path.split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program))));
}

/** How the host's package manager gets them. */
export function installing(programs: readonly (keyof typeof HOST_PROGRAMS)[]): string {
  return `apt-get install ${[...new Set(programs.map((program) => HOST_PROGRAMS[program]))].join(' ')}`;
}

/** By which a shell that people build kernels in tells kbuild something else. */
const SETTINGS = ['ARCH', 'CROSS_COMPILE', 'CC', 'HOSTCC', 'LLVM', 'KCFLAGS', 'KCPPFLAGS', 'KAFLAGS', 'KCONFIG_CONFIG', 'KCONFIG_ALLCONFIG', 'KBUILD_OUTPUT', 'LOCALVERSION', 'MAKEFLAGS', 'MAKELEVEL', 'V', 'W', 'C'];

/** flex and bison look for m4 and their skeletons by paths that are right only where they are installed. */
function inRoot(root: string): Pick<BuildTools, 'env' | 'variables'> {
  const libraries = join(root, 'usr/lib/x86_64-linux-gnu');
  return {
    env: {
      ...Object.fromEntries(SETTINGS.map((name) => [name, undefined])),
      PATH: [join(root, 'usr/bin'), process.env['PATH'] ?? ''].join(delimiter),
      LD_LIBRARY_PATH: libraries,
      M4: join(root, 'usr/bin/m4'),
      BISON_PKGDATADIR: join(root, 'usr/share/bison'),
      // The same inputs make the same kernel, byte for byte.
      KBUILD_BUILD_USER: 'daxlab', KBUILD_BUILD_HOST: 'daxlab', KBUILD_BUILD_VERSION: '1', KBUILD_BUILD_TIMESTAMP: 'Thu Jan  1 00:00:00 UTC 1970',
    },
    variables: [`HOSTCFLAGS=-I${join(root, 'usr/include')} -I${join(root, 'usr/include/x86_64-linux-gnu')}`, `HOSTLDFLAGS=-L${libraries}`],
  };
}

async function compilerOf(signal: AbortSignal | undefined): Promise<string> {
  const [first = ''] = (await run(['gcc', '--version'], { doing: 'asking the compiler for its version' }, { signal })).split('\n');
  return first;
}

/** For the name of a cache entry. */
export const toolsHash = ({ compiler, packages }: Pick<BuildTools, 'compiler' | 'packages'>): string =>
  createHash('sha256').update(JSON.stringify([compiler, packages])).digest('hex');
