/** The QEMU that runs guests. */
import type { ToolchainOptions } from './options.ts';
import { readPackageConfig } from './package-config.ts';
import { debianQemu } from './qemu/debian.ts';
import { ownQemu } from './qemu/own.ts';
import type { QemuBuild } from './qemu/build.ts';
import { upstreamQemuVersion } from './qemu/version.ts';

export type { QemuBuild } from './qemu/build.ts';
export { formatQemuVersion, type QemuVersion } from './qemu/version.ts';

export interface QemuOptions extends ToolchainOptions {
  /** The user's own QEMU, a path or a name on the PATH; then nothing is fetched. */
  readonly path?: string | undefined;
}

/** @throws ConfigError about the user's own; InfrastructureError or UnsupportedError about Debian's */
export async function acquireQemu(options: QemuOptions): Promise<QemuBuild> {
  if (options.path === undefined) return debianQemu(options);
  const { qemu } = await readPackageConfig();
  const atLeast = upstreamQemuVersion(qemu.atLeast) ?? { major: 8, minor: 0, micro: 0 };
  return ownQemu(options.path, atLeast, options.signal);
}
