/** The suites of the release that this machine runs: for programs that use its own C library, or libraries that are linked with it. */
import { readFile } from 'node:fs/promises';
import { UnsupportedError } from '../errors.ts';
import type { PackageConfig } from './package-config.ts';

/** @param doing for the error, as a phrase. @throws UnsupportedError where this machine runs none of the releases */
export async function ofThisRelease(config: PackageConfig, doing: string): Promise<PackageConfig> {
  return ofRelease(config, await readFile('/etc/os-release', 'utf8').catch(() => ''), doing);
}

/** The configuration with this machine's suites only. `osRelease` is the text of os-release(5). */
export function ofRelease(config: PackageConfig, osRelease: string, doing: string): PackageConfig {
  const codename = /^VERSION_CODENAME="?([a-z]+)"?$/m.exec(osRelease)?.[1];
  const suites = config.suites.filter(({ name }) => name === codename || (name.startsWith(`${codename}-`) && !name.endsWith('-backports')));
  if (suites.length > 0) return { ...config, suites };
  throw new UnsupportedError({
    doing,
    to: 'VERSION_CODENAME in /etc/os-release',
    expected: `the release of one of ${config.suites.map(({ name }) => name).join(', ')}`,
    seen: codename ?? 'nothing',
    next: "do it on Debian 12 or 13, or add this machine's suites to qemu-configs/packages.yaml",
  });
}
