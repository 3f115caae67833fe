/** Getting a kernel by its name. */
import type { ToolchainOptions } from '../toolchain/options.ts';
import { debianKernel } from './debian.ts';
import { fileKernel } from './file.ts';
import type { Kernel } from './kernel.ts';
import { ConfigError } from '../../config/explained-error.ts';
import { parseKernelName } from '../../config/kernel-name.ts';
import { sourceBuild } from './source-build.ts';

export type { Kernel } from './kernel.ts';

export interface KernelOptions extends ToolchainOptions {
  /** For a kernel that is a file: lib/modules/<release>, or a tree that holds one. */
  readonly modules?: string | undefined;
}

/**
 * @param name `debian:<version>`, `debian:<version>+full`, `build:<name>`, or the path of a bzImage or vmlinux
 * @throws ConfigError for a name or file that is none; UnsupportedError for a kernel whose packages are gone; InfrastructureError when it cannot be fetched
 */
export async function acquireKernel(name: string, options: KernelOptions): Promise<Kernel> {
  const parsed = parseKernelName(name);
  if (parsed.kind === 'file') return fileKernel(parsed.path, options);
  if (options.modules !== undefined) {
    throw new ConfigError({ doing: 'taking modules for a kernel', to: name, expected: 'its own modules', seen: `--modules ${options.modules}`, next: 'leave --modules out, or give the kernel as a file' });
  }
  if (parsed.kind === 'build') return sourceBuild(name, parsed.name, options);
  return debianKernel(name, parsed.version, parsed.flavour, options);
}
