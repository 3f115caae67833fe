/** A kernel from Debian's packages. */
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Flavour } from '../../config/kernel-name.ts';
import { InfrastructureError } from '../errors.ts';
import { sha256Of } from '../toolchain/apt/fetch.ts';
import type { ToolchainOptions } from '../toolchain/options.ts';
import { readPackageConfig } from '../toolchain/package-config.ts';
import { acquireSet } from '../toolchain/package-set.ts';
import { acquireTools } from '../toolchain/tools.ts';
import { HEADER_BYTES, parseBootImage } from './boot-image.ts';
import { chooseBuild } from './choose.ts';
import { kernelInventory } from './inventory.ts';
import type { Kernel } from './kernel.ts';
import { locateFiles } from './layout.ts';
import { unpackVmlinux } from './vmlinux.ts';

/** Written once when the packages are unpacked; paths are inside the cache entry. */
const DESCRIPTION = 'kernel.json';
const descriptionSchema = z.strictObject({
  release: z.string(),
  image: z.string(),
  vmlinux: z.string().optional(),
  modules: z.string(),
  config: z.string().optional(),
  systemMap: z.string().optional(),
  sha256: z.string(),
});

/** @throws ConfigError or UnsupportedError when there is no such kernel; InfrastructureError when it cannot be fetched */
export async function debianKernel(asked: string, version: string, flavour: Flavour, options: ToolchainOptions): Promise<Kernel> {
  const config = await readPackageConfig();
  const { directory, packages } = await acquireSet(options, config, {
    kind: 'kernel',
    label: ([first]) => String(first?.name.replace(/^linux-image-/, 'linux-')),
    asked: JSON.stringify(['kernel', config.suites, config.components, config.architecture, version, flavour]),
    resolve: async (apt, lists) => [...chooseBuild(asked, version, flavour, await kernelInventory(options.cache, lists, apt)).packages],
    finish: (unfinished) => describe(unfinished, options),
  });
  const description = descriptionSchema.parse(JSON.parse(await readFile(join(directory, DESCRIPTION), 'utf8')));
  const inside = (path: string | undefined) => path === undefined ? undefined : join(directory, path);
  return {
    asked,
    release: description.release,
    image: join(directory, description.image),
    vmlinux: inside(description.vmlinux),
    modules: inside(description.modules),
    config: inside(description.config),
    systemMap: inside(description.systemMap),
    sha256: description.sha256,
    packages,
  };
}

async function describe(directory: string, options: ToolchainOptions): Promise<void> {
  const files = await locateFiles(directory, 'root');
  const image = join(directory, files.image);
  const handle = await open(image);
  const { buffer } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0).finally(() => handle.close());
  const header = parseBootImage(buffer);
  if (!header) throw new InfrastructureError({ doing: 'reading the kernel of a package', to: files.image, expected: 'a bzImage', seen: 'something else', next: 'take another version' });
  options.progress?.(`unpacking the vmlinux of ${files.release}`);
  const isUnpacked = await unpackVmlinux(image, header.payload, join(directory, 'vmlinux'), { tools: () => acquireTools(options), signal: options.signal });
  await writeFile(join(directory, DESCRIPTION), JSON.stringify({ ...files, ...(isUnpacked ? { vmlinux: 'vmlinux' } : {}), sha256: await sha256Of(image) }, null, 1));
}
