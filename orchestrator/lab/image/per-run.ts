/** What one run adds to an image: its keys. A second cpio behind the first, so that nothing is built again. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { appendFile, chmod, copyFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARCHIVE_BLOCK, newc } from './newc.ts';

export interface PerRunParts {
  /** A line of root's authorized_keys. */
  readonly authorizedKey: string;
  /** In dropbear's format. */
  readonly hostKey: Buffer;
}

/**
 * The path of an initramfs for one run, for the caller to remove. QEMU takes one file, so the image is copied: 23 MB, 15 to 40 ms, and no bytes
 * at all where the file system shares them.
 * @param directory where it goes
 */
export async function perRun(image: { readonly path: string }, { authorizedKey, hostKey }: PerRunParts, directory: string = tmpdir()): Promise<string> {
  const path = join(directory, `daxlab-initramfs-${randomUUID()}.cpio`);
  try {
    await copyFile(image.path, path, constants.COPYFILE_FICLONE);
    await chmod(path, 0o600);
    await appendFile(path, await behind(path, perRunFiles(authorizedKey, hostKey)));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return path;
}

async function behind(path: string, archive: Buffer): Promise<Buffer> {
  const { size } = await stat(path);
  return Buffer.concat([Buffer.alloc((ARCHIVE_BLOCK - (size % ARCHIVE_BLOCK)) % ARCHIVE_BLOCK), archive]);
}

function perRunFiles(authorizedKey: string, hostKey: Buffer): Buffer {
  return newc([
    { path: 'root', mode: 0o700 },
    { path: 'root/.ssh', mode: 0o700 },
    { path: 'root/.ssh/authorized_keys', mode: 0o600, content: Buffer.from(`${authorizedKey}\n`) },
    { path: 'etc', mode: 0o755 },
    { path: 'etc/dropbear', mode: 0o700 },
    // Where dropbear looks for it when somebody connects (-R).
    { path: 'etc/dropbear/dropbear_ed25519_host_key', mode: 0o600, content: hostKey },
  ]);
}
