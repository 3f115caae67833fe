/** What lies beside a kernel that was built or installed: its configuration and symbols. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Kernel } from './kernel.ts';

/** Of /boot (`config-<release>`), or of a build tree with the vmlinux at its top and the bzImage in arch/x86/boot. */
export function buildTreeFiles(image: string, release: string | undefined): Pick<Kernel, 'config' | 'systemMap'> {
  const folder = dirname(image);
  const top = folder.endsWith('/arch/x86/boot') ? dirname(dirname(dirname(folder))) : folder;
  const first = (...paths: string[]) => paths.find((path) => existsSync(path));
  const installed = (name: string) => (release === undefined ? [] : [join(folder, `${name}-${release}`)]);
  return { config: first(...installed('config'), join(top, '.config')), systemMap: first(...installed('System.map'), join(top, 'System.map')) };
}
