/** The headless browser in which the tests open report.html, from the packages of the release that this machine runs. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UnsupportedError } from '../errors.ts';
import { closure } from './apt/closure.ts';
import type { ToolchainOptions, UsedPackage } from './options.ts';
import { readPackageConfig, type PackageConfig } from './package-config.ts';
import { acquireSet } from './package-set.ts';

export interface Browser {
  readonly path: string;
  /** What it finds its libraries and fonts by. */
  readonly env: Readonly<Record<string, string>>;
  readonly packages: readonly UsedPackage[];
}

const FONTS = 'fonts.conf';
/** Relative, because the folder is renamed when it is complete. */
const FONTS_CONF = '<?xml version="1.0"?>\n<fontconfig><dir prefix="relative">root/usr/share/fonts</dir></fontconfig>\n';

/** libpulse looks for a part of itself by a path that is right only where it is installed. */
const LIBRARIES = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu/pulseaudio'];

/** @throws InfrastructureError when it is not in the cache and cannot be fetched; UnsupportedError where this machine runs none of the releases */
export async function acquireBrowser(options: ToolchainOptions): Promise<Browser> {
  const config = ofThisRelease(await readPackageConfig(), await readFile('/etc/os-release', 'utf8').catch(() => ''));
  const { browser } = config;
  const { directory, packages } = await acquireSet(options, config, {
    kind: 'packages',
    label: () => 'browser',
    asked: JSON.stringify(['browser', config.suites, config.components, config.architecture, browser.packages, browser.without]),
    resolve: async (apt) => (await closure(apt, browser.packages)).filter(({ name }) => !browser.without.some((beginning) => name.startsWith(beginning))),
    finish: (unfinished) => writeFile(join(unfinished, FONTS), FONTS_CONF),
  });
  const root = join(directory, 'root');
  const libraries = LIBRARIES.map((folder) => join(root, folder));
  return { path: join(root, browser.program), env: { LD_LIBRARY_PATH: libraries.join(':'), FONTCONFIG_FILE: join(directory, FONTS) }, packages };
}

/** The configuration with this machine's suites only. `osRelease` is the text of os-release(5). */
export function ofThisRelease(config: PackageConfig, osRelease: string): PackageConfig {
  const codename = /^VERSION_CODENAME="?([a-z]+)"?$/m.exec(osRelease)?.[1];
  const suites = config.suites.filter(({ name }) => name === codename || (name.startsWith(`${codename}-`) && !name.endsWith('-backports')));
  if (suites.length > 0) return { ...config, suites };
  throw new UnsupportedError({
    doing: 'looking for a browser for the tests of report.html',
    to: 'VERSION_CODENAME in /etc/os-release',
    expected: `the release of one of ${config.suites.map(({ name }) => name).join(', ')}`,
    seen: codename ?? 'nothing',
    next: "run npm test on Debian 12 or 13, or add this machine's suites to qemu-configs/packages.yaml",
  });
}
