/** The guest's initramfs: unpacked packages, the kernel's own modules, guest-scripts. No root rights are needed to build it. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Kernel } from '../kernel/kernel.ts';
import type { Progress } from '../progress.ts';
import { entry, type Cache } from '../toolchain/cache.ts';
import type { Tools } from '../toolchain/tools.ts';
import { writeArchive } from './archive.ts';
import { imageKey } from './key.ts';
import { installModules } from './modules.ts';
import { installPrograms } from './programs.ts';
import { installSkeleton } from './skeleton.ts';

export { perRun, type PerRunParts } from './per-run.ts';

export const GUEST_SCRIPTS = fileURLToPath(new URL('../../../guest-scripts', import.meta.url));

export interface Image {
  /** An uncompressed cpio archive. */
  readonly path: string;
  /** Of the file, hexadecimal. */
  readonly sha256: string;
  /** Of the inputs. */
  readonly key: string;
}

export interface ImageOptions {
  readonly tools: Tools;
  readonly kernel: Kernel;
  readonly cache: Cache;
  /** Instead of this repository's guest-scripts. */
  readonly guestScripts?: string | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

const ARCHIVE = 'initramfs.cpio';
const SUM = 'initramfs.sha256';

/** Built once for the same inputs. @throws InfrastructureError */
export async function buildImage({ tools, kernel, cache, guestScripts = GUEST_SCRIPTS, progress, signal }: ImageOptions): Promise<Image> {
  const key = await imageKey(tools, kernel, guestScripts);
  const directory = await entry(cache, 'image', key, async (unfinished) => {
    progress?.(`building the guest image for ${kernel.release ?? kernel.asked}`);
    const [root, work] = [join(unfinished, 'root'), join(unfinished, 'work')];
    await mkdir(work);
    await installSkeleton(guestScripts, root);
    await installPrograms(tools, root, signal);
    if (kernel.modules !== undefined) await installModules(tools, kernel.modules, root, work, signal);
    const archive = join(unfinished, ARCHIVE);
    await writeArchive(tools, root, join(work, 'names'), archive, signal);
    await writeFile(join(unfinished, SUM), await sha256(archive));
    await rm(root, { recursive: true });
    await rm(work, { recursive: true });
  });
  return { path: join(directory, ARCHIVE), sha256: await readFile(join(directory, SUM), 'utf8'), key };
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
