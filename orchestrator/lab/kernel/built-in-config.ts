/** The configuration that a kernel itself carries where CONFIG_IKCONFIG is set: what its /proc/config.gz shows, read from the vmlinux. */
import { createReadStream, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { entry, type Cache } from '../toolchain/cache.ts';

/** What kernel/configs.c puts around it. */
const [BEGIN, END] = ['IKCFG_ST', 'IKCFG_ED'];
const GZIP = Buffer.from([0x1f, 0x8b]);
const HEAD = Buffer.concat([Buffer.from(BEGIN), GZIP]);
/** Everything there is to configure takes 70 kB. */
const MOST_BYTES = 1 << 22;

/** Its path, undefined where the kernel has none. Read once: a vmlinux with debugging symbols has hundreds of megabytes. @param sha256 of the image */
export async function builtInConfig(vmlinux: string, sha256: string, cache: Cache): Promise<string | undefined> {
  const directory = await entry(cache, 'kernel', `config-${sha256}`, async (unfinished) => {
    const text = await readBuiltInConfig(vmlinux);
    await writeFile(join(unfinished, text ? 'config' : 'no-config'), text ?? '');
  });
  const config = join(directory, 'config');
  return existsSync(config) ? config : undefined;
}

export async function readBuiltInConfig(vmlinux: string): Promise<Buffer | undefined> {
  let held = Buffer.alloc(0);
  for await (const chunk of createReadStream(vmlinux, { highWaterMark: 1 << 20 })) {
    held = Buffer.concat([held, chunk as Buffer]);
    const begin = held.indexOf(HEAD);
    const end = begin < 0 ? -1 : held.indexOf(END, begin);
    if (end >= 0) return unpacked(held.subarray(begin + BEGIN.length, end));
    held = begin < 0 ? held.subarray(-HEAD.length) : held.subarray(begin);
    if (held.length > MOST_BYTES) return undefined;
  }
  return undefined;
}

function unpacked(packed: Buffer): Buffer | undefined {
  try {
    return gunzipSync(packed);
  } catch {
    return undefined;
  }
}
