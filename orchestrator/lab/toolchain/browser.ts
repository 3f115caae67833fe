/** The headless browser in which the tests open report.html, from the packages of the release that this machine runs. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closure } from './apt/closure.ts';
import type { ToolchainOptions, UsedPackage } from './options.ts';
import { readPackageConfig } from './package-config.ts';
import { acquireSet } from './package-set.ts';
import { ofThisRelease } from './this-release.ts';

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
  const config = await ofThisRelease(await readPackageConfig(), 'looking for a browser for the tests of report.html');
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

