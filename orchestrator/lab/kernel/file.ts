/** A kernel that the user has built: a bzImage or a vmlinux, with or without modules. */
import { existsSync } from 'node:fs';
import { open, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConfigError } from '../../config/explained-error.ts';
import { sha256Of } from '../toolchain/apt/fetch.ts';
import { entry } from '../toolchain/cache.ts';
import { acquireTools } from '../toolchain/tools.ts';
import type { ToolchainOptions } from '../toolchain/options.ts';
import { bannerRelease } from './banner.ts';
import { HEADER_BYTES, parseBootImage, type BootImage } from './boot-image.ts';
import { buildTreeFiles } from './build-tree.ts';
import { builtInConfig } from './built-in-config.ts';
import { readVmlinux } from './elf.ts';
import type { Kernel } from './kernel.ts';
import { findModules } from './modules.ts';
import { unpackVmlinux } from './vmlinux.ts';

export interface FileOptions extends ToolchainOptions {
  readonly modules?: string | undefined;
}

/** @throws ConfigError when the file is no kernel, or the modules are another's */
export async function fileKernel(asked: string, options: FileOptions): Promise<Kernel> {
  const image = resolve(asked);
  const head = await headOf(image, asked);
  const header = parseBootImage(head);
  const { release, vmlinux, sha256 } = header ? await bootImage(image, header, options) : await elf(image, asked, options);
  const modules = options.modules === undefined ? undefined : await findModules(options.modules, release);
  const beside = buildTreeFiles(image, release, modules);
  // What lies beside an image may have been changed since it was built.
  const config = (vmlinux === undefined ? undefined : await builtInConfig(vmlinux, sha256, options.cache)) ?? beside.config;
  return { asked, release, image, vmlinux, modules, ...beside, config, sha256, packages: [] };
}

type Found = Pick<Kernel, 'release' | 'vmlinux' | 'sha256'>;

async function bootImage(image: string, header: BootImage, options: FileOptions): Promise<Found> {
  if (!header.is64Bit) throw notBootable(image, 'a 32-bit kernel');
  const sha256 = await sha256Of(image);
  const directory = await entry(options.cache, 'kernel', `file-${sha256}`, async (unfinished) => {
    options.progress?.(`unpacking the vmlinux of ${image}`);
    const isUnpacked = await unpackVmlinux(image, header.payload, join(unfinished, 'vmlinux'), { tools: () => acquireTools(options), signal: options.signal });
    if (!isUnpacked) await writeFile(join(unfinished, 'no-pvh-entry'), '');
  });
  const vmlinux = join(directory, 'vmlinux');
  return { release: header.release, vmlinux: existsSync(vmlinux) ? vmlinux : undefined, sha256 };
}

async function elf(image: string, asked: string, { progress }: FileOptions): Promise<Found> {
  const vmlinux = await readVmlinux(image);
  if (!vmlinux) throw notBootable(asked, 'a file that begins with neither a boot header nor an ELF header');
  if (!vmlinux.is64Bit) throw notBootable(asked, 'an ELF file that is not for x86-64');
  if (vmlinux.pvhEntry === undefined) throw notBootable(asked, 'an ELF file without a PVH entry (CONFIG_PVH)');
  // With debugging symbols it has hundreds of megabytes.
  progress?.(`reading ${asked}`);
  return { release: await bannerRelease(image), vmlinux: image, sha256: await sha256Of(image) };
}

async function headOf(image: string, asked: string): Promise<Buffer> {
  try {
    if (!(await stat(image)).isFile()) throw notBootable(asked, 'something that is not a file');
    const handle = await open(image);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0).finally(() => handle.close());
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (missing && /^\d+\.\d+/.test(asked)) throw notBootable(asked, 'no such file', error, `for the kernel of Debian, debian:${asked}`);
    throw notBootable(asked, missing ? 'no such file' : error instanceof Error ? error.message : String(error), error);
  }
}

function notBootable(file: string, seen: string, cause?: unknown, next = 'give another file, or a Debian kernel such as debian:6.12'): ConfigError {
  return new ConfigError({ doing: 'reading a kernel', to: file, expected: 'a bzImage (arch/x86/boot/bzImage) or a vmlinux with CONFIG_PVH, for x86-64', seen, next }, { cause });
}
