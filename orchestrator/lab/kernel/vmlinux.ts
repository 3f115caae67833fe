/** The vmlinux inside a bzImage. */
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { run } from '../toolchain/run.ts';
import type { Tools } from '../toolchain/tools.ts';
import type { BootImage } from './boot-image.ts';
import { compressionOf } from './compression.ts';
import { readVmlinux } from './elf.ts';

/** The build appends the unpacked size to every format but gzip, which has it already; the programs would take it for garbage. */
const SIZE_BYTES = 4;

export interface UnpackOptions {
  /** Asked for only when a program is needed. */
  readonly tools: () => Promise<Tools>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Unpacks the vmlinux of `image` to `into`, if it can be entered there: then true. Otherwise nothing is written: an unknown compression, or
 * a kernel without CONFIG_PVH, boots as a bzImage.
 * @throws InfrastructureError when the decompressor fails
 */
export async function unpackVmlinux(image: string, payload: BootImage['payload'], into: string, options: UnpackOptions): Promise<boolean> {
  if (!payload || !(await decompress(image, payload, `${into}.unfinished`, options))) return false;
  const vmlinux = await readVmlinux(`${into}.unfinished`);
  if (vmlinux?.pvhEntry === undefined) {
    await rm(`${into}.unfinished`);
    return false;
  }
  await rename(`${into}.unfinished`, into);
  return true;
}

async function decompress(image: string, { offset, length }: NonNullable<BootImage['payload']>, into: string, { tools, signal }: UnpackOptions): Promise<boolean> {
  const compression = compressionOf(await headOf(image, offset));
  if (!compression) return false;
  if (compression.program === undefined) {
    await pipeline(createReadStream(image, { start: offset, end: offset + length - 1 }), createGunzip(), createWriteStream(into), { signal });
    return true;
  }
  const packed = `${into}.${compression.name}`;
  await pipeline(createReadStream(image, { start: offset, end: offset + length - SIZE_BYTES - 1 }), createWriteStream(packed), { signal });
  const argv = [...(await tools()).command(compression.program), ...compression.arguments];
  await run(argv, { doing: `unpacking the ${compression.name} stream of a kernel`, to: image, next: 'give another kernel, or its vmlinux' }, { signal, from: packed, into });
  await rm(packed);
  return true;
}

async function headOf(image: string, offset: number): Promise<Buffer> {
  const handle = await open(image);
  try {
    const buffer = Buffer.alloc(8);
    await handle.read(buffer, 0, buffer.length, offset);
    return buffer;
  } finally {
    await handle.close();
  }
}
