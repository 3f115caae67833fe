/** Where the files of a kernel lie in its unpacked packages: in /boot up to 6.18, beside the modules from 6.19 on. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InfrastructureError } from '../errors.ts';

export interface KernelFiles {
  readonly release: string;
  readonly image: string;
  readonly modules: string;
  readonly config?: string;
  readonly systemMap?: string;
}

/** bookworm's packages still have /lib, trixie's /usr/lib. */
const MODULES = ['usr/lib/modules', 'lib/modules'];

/** @returns paths relative to `directory`, in which `root` holds the unpacked packages. @throws InfrastructureError */
export async function locateFiles(directory: string, root: string): Promise<KernelFiles> {
  for (const folder of MODULES.map((each) => join(root, each))) {
    const releases = await readdir(join(directory, folder)).catch(() => []);
    const [release] = releases;
    if (release === undefined) continue;
    const first = (...paths: string[]) => paths.find((path) => existsSync(join(directory, path)));
    const modules = join(folder, release);
    const image = first(join(root, 'boot', `vmlinuz-${release}`), join(modules, 'vmlinuz'));
    if (image === undefined) break;
    const config = first(join(root, 'boot', `config-${release}`), join(modules, 'config'));
    const systemMap = first(join(root, 'boot', `System.map-${release}`), join(modules, 'System.map'));
    return { release, image, modules, ...(config === undefined ? {} : { config }), ...(systemMap === undefined ? {} : { systemMap }) };
  }
  throw new InfrastructureError({
    doing: 'looking for the kernel in its unpacked packages',
    to: join(directory, root),
    expected: 'boot/vmlinuz-RELEASE or lib/modules/RELEASE/vmlinuz, and lib/modules/RELEASE',
    seen: 'neither: packages of a shape that daxlab does not know',
    next: 'take another version',
  });
}
