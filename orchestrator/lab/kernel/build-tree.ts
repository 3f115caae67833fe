/** What lies beside a kernel that was built or installed: its configuration and symbols. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Kernel } from './kernel.ts';

/** Of /boot (`config-<release>`), of a build tree with the vmlinux at its top and the bzImage in arch/x86/boot, and of lib/modules, where the latter may be a link. */
export function buildTreeFiles(image: string, release: string | undefined, modules?: string): Pick<Kernel, 'config' | 'systemMap'> {
  const folder = dirname(image);
  const top = folder.endsWith('/arch/x86/boot') ? dirname(dirname(dirname(folder))) : folder;
  const first = (...paths: string[]) => paths.find((path) => existsSync(path));
  const installed = (name: string) => (release === undefined ? [] : [join(folder, `${name}-${release}`)]);
  const ofModules = (...names: string[]) => (modules === undefined ? [] : names.map((name) => join(modules, name)));
  return {
    config: first(...installed('config'), join(top, '.config'), join(folder, 'config'), ...ofModules('config', 'build/.config')),
    systemMap: first(...installed('System.map'), join(top, 'System.map'), ...ofModules('System.map', 'build/System.map')),
  };
}
