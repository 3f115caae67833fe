/** What a bundle brings along: the guest's image, compressed once per image, and the kernel where that is wanted. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, copyFile, link, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Used } from '../../archive/run-file.ts';

/** Files beside repro.sh, by name. */
export interface Packed {
  /** The guest's programs and modules; absent where it could not be had any more. */
  readonly initramfs?: { readonly name: string; readonly sha256: string } | undefined;
  /** With --with-kernel. */
  readonly kernel?: string | undefined;
  /** Of a kernel that no package has it of. */
  readonly config?: string | undefined;
}

/** Compressed images by the sha256 of what they were made of: bundles of one record share them as links to one file. */
export type Images = Map<string, string>;

/** The image as `into`. Undefined where it is neither where it was taken from nor, from an earlier time, in its place. */
export async function packImage({ from, sha256 }: Pick<Used, 'from' | 'sha256'>, into: string, images: Images): Promise<Packed['initramfs']> {
  const known = sha256 === undefined ? undefined : images.get(sha256);
  if (known !== undefined) await linked(known, into);
  else if (from !== undefined) await compress(from, into);
  const sum = await sha256Of(into);
  if (sum === undefined) return undefined;
  if (sha256 !== undefined) images.set(sha256, into);
  return { name: basename(into), sha256: sum };
}

const KERNEL = 'kernel';

/** The kernel's name beside the script. Undefined where it is not there any more. */
export const packKernel = (from: string, folder: string): Promise<string | undefined> => copyFile(from, join(folder, KERNEL)).then(() => KERNEL, undefinedIfGone);

/** The kernel's configuration. Undefined where it is neither where it was taken from nor, from an earlier time, in its place. */
export async function packConfig({ from, sha256 }: Pick<Used, 'from' | 'sha256'>, into: string): Promise<string | undefined> {
  // A build tree is configured anew every day.
  if (from !== undefined && await sha256Of(from) === sha256) await copyFile(from, into);
  return access(into).then(() => basename(into), undefinedIfGone);
}

/** Its name where it is beside the script already. */
export const hasKernel = (folder: string): Promise<string | undefined> => access(join(folder, KERNEL)).then(() => KERNEL, undefinedIfGone);

async function linked(file: string, into: string): Promise<void> {
  await rm(into, { force: true });
  // Some file systems have no links.
  await link(file, into).catch(() => copyFile(file, into));
}

async function compress(from: string, into: string): Promise<void> {
  const draft = `${into}.${process.pid}.tmp`;
  try {
    await pipeline(createReadStream(from), createGzip(), createWriteStream(draft));
    await rename(draft, into);
  } catch (error) {
    await rm(draft, { force: true });
    undefinedIfGone(error);
  }
}

async function sha256Of(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  return pipeline(createReadStream(file), hash).then(() => hash.digest('hex'), undefinedIfGone);
}

function undefinedIfGone(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
