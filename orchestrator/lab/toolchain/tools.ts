/** What guests are made of and their images are built with: busybox, kmod, cpio, ndctl and so on, unpacked side by side. */
import { join } from 'node:path';
import { closure } from './apt/closure.ts';
import type { ToolchainOptions, UsedPackage } from './options.ts';
import { readPackageConfig } from './package-config.ts';
import { acquireSet } from './package-set.ts';
import { unpackedProgram } from './unpacked-program.ts';

export interface Tools {
  /** Directory with the packages unpacked over one another: `usr/bin/busybox` and so on. Not to be written to. */
  readonly root: string;
  readonly packages: readonly UsedPackage[];
  /** How to start one of the programs on this host: argv without its arguments. @throws InfrastructureError when no package has it */
  command(name: string): readonly string[];
}

/** @throws InfrastructureError when they are not in the cache and cannot be fetched */
export async function acquireTools(options: ToolchainOptions): Promise<Tools> {
  const config = await readPackageConfig();
  const { directory, packages } = await acquireSet(options, config, {
    kind: 'packages',
    label: () => 'tools',
    asked: JSON.stringify(['tools', config.suites, config.components, config.architecture, config.tools]),
    resolve: (apt) => closure(apt, config.tools),
    finish: () => Promise.resolve(),
  });
  const root = join(directory, 'root');
  return { root, packages, command: (name) => unpackedProgram(root, name) };
}
