/**
 * A kernel built from Debian's sources with a configuration of qemu-configs/kernels: `build:<name>`. Built once for the same sources and
 * configuration, with the compiler of the host.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../../config/explained-error.ts';
import { noSuchName } from '../../config/nearest.ts';
import { UnsupportedError } from '../errors.ts';
import { find, packagesNamed } from '../toolchain/apt/package-index.ts';
import { candidates } from '../toolchain/apt/candidates.ts';
import type { ToolchainOptions } from '../toolchain/options.ts';
import { readPackageConfig } from '../toolchain/package-config.ts';
import { acquireSet } from '../toolchain/package-set.ts';
import { run } from '../toolchain/run.ts';
import { acquireTools } from '../toolchain/tools.ts';
import { fileKernel } from './file.ts';
import type { Kernel } from './kernel.ts';

const CONFIGURATIONS = fileURLToPath(new URL('../../../qemu-configs/kernels', import.meta.url));
const SUFFIX = '.config';
/** What is kept of the build, in the cache entry. */
const [IMAGE, MODULES, LOG] = ['bzImage', 'modules', 'build.log'];

/** @throws ConfigError for a name without a configuration; UnsupportedError where the host has no compiler; InfrastructureError */
export async function sourceBuild(asked: string, name: string, options: ToolchainOptions): Promise<Kernel> {
  const { source, text } = await configuration(name);
  const config = await readPackageConfig();
  const { directory, packages } = await acquireSet(options, config, {
    kind: 'kernel',
    label: () => `build-${name}`,
    inputs: text,
    asked: JSON.stringify(['build', config.suites, config.components, source, text]),
    resolve: async (apt) => {
      const [newest] = await candidates(apt, source);
      if (!newest) throw new UnsupportedError({ doing: 'looking for the sources of a kernel', to: asked, expected: source, seen: 'no suite has it', next: `name another in qemu-configs/kernels/${name}${SUFFIX}` });
      return [find(await packagesNamed(apt, [`${newest.name}=${newest.version}`]), newest)];
    },
    finish: (unfinished) => build(unfinished, source, text, options),
  });
  const modules = join(directory, MODULES);
  const kernel = await fileKernel(join(directory, IMAGE), { ...options, ...(existsSync(join(modules, 'lib')) ? { modules } : {}) });
  return { ...kernel, asked, packages };
}

/** The configurations there are, by name. */
export async function buildNames(): Promise<string[]> {
  return (await readdir(CONFIGURATIONS)).filter((file) => file.endsWith(SUFFIX)).map((file) => file.slice(0, -SUFFIX.length)).sort();
}

async function configuration(name: string): Promise<{ source: string; text: string }> {
  const names = await buildNames();
  if (!names.includes(name)) throw new ConfigError({ doing: 'looking for the configuration of a kernel', to: `build:${name}`, seen: noSuchName('configuration', name, names) });
  const text = await readFile(join(CONFIGURATIONS, `${name}${SUFFIX}`), 'utf8');
  const source = /^# source: (\S+)$/m.exec(text)?.[1];
  if (source === undefined) throw new ConfigError({ doing: 'reading the configuration of a kernel', to: `qemu-configs/kernels/${name}${SUFFIX}`, expected: 'a line `# source: linux-source-VERSION`', seen: 'none' });
  return { source, text };
}

/** 12 minutes on two idle cores (PLATFORM); the sources are 1.5 GB while it goes on. */
async function build(directory: string, source: string, text: string, options: ToolchainOptions): Promise<void> {
  needed();
  const { signal, progress } = options;
  const [tree, fragment, log] = [join(directory, 'tree'), join(directory, 'fragment'), join(directory, LOG)];
  await mkdir(tree);
  await writeFile(fragment, text);
  const tools = await acquireTools(options);
  const archive = join(directory, 'root', 'usr', 'src', `${source}.tar.xz`);
  progress?.(`unpacking ${source}`);
  await run([...tools.command('xz'), '-dc', archive], { doing: 'unpacking the sources of a kernel', to: source }, { into: join(directory, 'tree.tar'), signal });
  await rm(join(directory, 'root'), { recursive: true });
  await run(['tar', '-x', '--strip-components=1', '-f', join(directory, 'tree.tar'), '-C', tree], { doing: 'unpacking the sources of a kernel', to: source }, { signal });
  await rm(join(directory, 'tree.tar'));
  const make = (...targets: string[]) => run(['make', '-s', `-j${availableParallelism()}`, ...targets], { doing: 'building a kernel', to: targets.join(' '), next: 'build it by hand with the same configuration to see more' }, { cwd: tree, into: log, signal });
  await make('allnoconfig', `KCONFIG_ALLCONFIG=${fragment}`);
  const modular = /=m$/m.test(await readFile(join(tree, '.config'), 'utf8'));
  progress?.(`building a kernel from ${source}`);
  await make('bzImage', ...(modular ? ['modules'] : []));
  if (modular) await make('modules_install', `INSTALL_MOD_PATH=${join(directory, MODULES)}`);
  await rename(join(tree, 'arch', 'x86', 'boot', 'bzImage'), join(directory, IMAGE));
  await rename(join(tree, '.config'), join(directory, 'config'));
  await rm(tree, { recursive: true });
}

/** @throws UnsupportedError naming what the host lacks */
function needed(): void {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const lacking = [
    ...['gcc', 'make', 'flex', 'bison', 'bc'].filter((program) => !folders.some((folder) => existsSync(join(folder, program)))),
    // objtool, a program of the kernel's own, reads object files with it.
    ...(existsSync('/usr/include/libelf.h') ? [] : ['libelf.h (libelf-dev)']),
  ];
  if (lacking.length > 0) throw new UnsupportedError({ doing: 'building a kernel', expected: 'a compiler on this host', seen: `no ${lacking.join(', ')}`, next: 'apt-get install build-essential flex bison bc libelf-dev' });
}
