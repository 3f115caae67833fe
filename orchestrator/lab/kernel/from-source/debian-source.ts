/** Debian's sources of a kernel, unpacked: `debian:6.12` is the newest linux-source-6.12 that the suites hold. */
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../../../config/explained-error.ts';
import { UnsupportedError } from '../../errors.ts';
import { candidates } from '../../toolchain/apt/candidates.ts';
import { find, packageNames, packagesNamed } from '../../toolchain/apt/package-index.ts';
import type { ToolchainOptions, UsedPackage } from '../../toolchain/options.ts';
import { readPackageConfig } from '../../toolchain/package-config.ts';
import { acquireSet } from '../../toolchain/package-set.ts';
import { run } from '../../toolchain/run.ts';
import { acquireTools } from '../../toolchain/tools.ts';

export interface DebianSource {
  /** The sources; not to be written to. */
  readonly directory: string;
  readonly packages: readonly UsedPackage[];
}

const PREFIX = 'linux-source-';
/** Inside the cache entry. */
const TREE = 'tree';

/** @param version `6.12`. @throws ConfigError, UnsupportedError, InfrastructureError */
export async function debianSource(version: string, options: ToolchainOptions): Promise<DebianSource> {
  const config = await readPackageConfig();
  const name = `${PREFIX}${version}`;
  const { directory, packages } = await acquireSet(options, config, {
    kind: 'source',
    label: () => name,
    asked: JSON.stringify(['source', config.suites, config.components, name]),
    resolve: async (apt) => {
      const [newest] = /^\d+\.\d+$/.test(version) ? await candidates(apt, name) : [];
      if (!newest) {
        const there = (await packageNames(apt, PREFIX)).map((one) => one.slice(PREFIX.length)).filter((one) => /^\d/.test(one));
        throw new ConfigError({ doing: 'looking for the sources of a kernel', to: `debian:${version}`, expected: `one of ${there.map((one) => `debian:${one}`).join(', ')}`, seen: 'no suite has it' });
      }
      return [find(await packagesNamed(apt, [`${newest.name}=${newest.version}`]), newest)];
    },
    finish: (unfinished) => unpack(unfinished, options),
  });
  return { directory: join(directory, TREE), packages };
}

/** 1.6 GB and 87,000 files; half a minute on an idle machine. */
async function unpack(directory: string, options: ToolchainOptions): Promise<void> {
  const { signal, progress } = options;
  const folder = join(directory, 'root/usr/src');
  const archive = (await readdir(folder)).find((file) => file.endsWith('.tar.xz'));
  if (archive === undefined) throw new UnsupportedError({ doing: 'unpacking the sources of a kernel', to: folder, expected: 'a .tar.xz', seen: 'none', next: 'take another version' });
  progress?.(`unpacking ${archive}`);
  const tools = await acquireTools(options);
  const [tar, tree] = [join(directory, 'source.tar'), join(directory, 'unpacked')];
  const told = { doing: 'unpacking the sources of a kernel', to: archive };
  await run([...tools.command('xz'), '-dc', join(folder, archive)], told, { into: tar, signal });
  await rm(join(directory, 'root'), { recursive: true });
  await run(['mkdir', tree], told, { signal });
  await run(['tar', '-x', '--strip-components=1', '-f', tar, '-C', tree], told, { signal });
  await rm(tar);
  await rename(tree, join(directory, TREE));
}
