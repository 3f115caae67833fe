/** The zsh in which the tests try the completion for it. */
import { join } from 'node:path';
import { closure } from './apt/closure.ts';
import type { ToolchainOptions } from './options.ts';
import { readPackageConfig } from './package-config.ts';
import { acquireSet } from './package-set.ts';
import { unpackedProgram } from './unpacked-program.ts';

export interface Zsh {
  /** How to start it. Arguments go behind it. */
  readonly argv: readonly string[];
  /** What it has built in for where it is installed: a script sets `module_path` and `fpath` to these. */
  readonly modules: string;
  readonly functions: string;
}

/** @throws InfrastructureError when it is not in the cache and cannot be fetched */
export async function acquireZsh(options: ToolchainOptions): Promise<Zsh> {
  const config = await readPackageConfig();
  const { directory, packages } = await acquireSet(options, config, {
    kind: 'packages',
    label: () => 'zsh',
    asked: JSON.stringify(['zsh', config.suites, config.components, config.architecture, config.zsh]),
    resolve: (apt) => closure(apt, config.zsh),
    finish: () => Promise.resolve(),
  });
  const root = join(directory, 'root');
  const [version = ''] = (packages.find(({ name }) => name === 'zsh')?.version ?? '').split('-');
  return { argv: unpackedProgram(root, 'zsh'), modules: join(root, 'usr/lib/x86_64-linux-gnu/zsh', version), functions: join(root, 'usr/share/zsh/functions') };
}
