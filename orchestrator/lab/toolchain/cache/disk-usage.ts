/** What a directory takes on the disk. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** st_blocks counts these, whatever the filesystem's own block size is. */
const BLOCK_BYTES = 512;

/**
 * Bytes of everything below and including `path`; 0 when it is gone. Files that disappear meanwhile do not count.
 * @param counted files with several links that were counted already: each is on the disk once
 */
export async function diskUsage(path: string, counted = new Set<string>()): Promise<number> {
  const status = await lstat(path).catch(() => undefined);
  if (!status) return 0;
  if (!status.isDirectory() && status.nlink > 1) {
    const inode = `${status.dev}:${status.ino}`;
    if (counted.has(inode)) return 0;
    counted.add(inode);
  }
  let sum = status.blocks * BLOCK_BYTES;
  if (!status.isDirectory()) return sum;
  for (const name of await readdir(path).catch(() => [])) sum += await diskUsage(join(path, name), counted);
  return sum;
}
