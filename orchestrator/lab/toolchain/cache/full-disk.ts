/** A full disk while something is put into the cache, whoever noticed it: Node, apt, dpkg-deb or a decompressor. */
import { InfrastructureError } from '../../errors.ts';

export class FullDiskError extends InfrastructureError {
  override name = 'FullDiskError';
}

/** As glibc and apt say it. Programs are run with LC_ALL=C. */
const WORDS = /No space left on device|Disk quota exceeded|don't have enough free space/;

/** The error to throw instead when `error` means a full disk, else undefined. One that says so already stays as it is. */
export function fullDisk(error: unknown, what: string, where: string): FullDiskError | undefined {
  if (error instanceof FullDiskError) return error;
  if (!meansFullDisk(error)) return undefined;
  return new FullDiskError(
    {
      doing: `filling the cache with ${what}`,
      to: where,
      expected: 'room on the disk (a first run needs about 600 MB)',
      seen: 'the disk is full; nothing half-done was left in the cache',
      next: 'free some space, run `daxlab cache prune`, or name a folder on another disk with DAXLAB_CACHE',
    },
    { cause: error },
  );
}

function meansFullDisk(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' || WORDS.test(error.message) || meansFullDisk(error.cause);
}
