/** What can go wrong with a record. Neither is daxlab's defect nor the kernel's: the runner counts a failed write as infrastructure. */
abstract class RecordError extends Error {
  readonly file: string;

  protected constructor(doing: string, file: string, seen: string, next: string, options?: ErrorOptions) {
    super(`${doing}: ${file}\n  seen:     ${seen}\n  next:     ${next}`, options);
    this.file = file;
  }
}

/** The record could not be written: a full disk, no rights. Everything that was written before is whole. */
export class RecordWriteError extends RecordError {
  override name = 'RecordWriteError';

  constructor(file: string, cause: unknown, next = 'make room or rights there, or choose another folder with --results DIR') {
    super('writing the record of a run', file, reasonOf(cause), next, { cause });
  }
}

/** The record cannot be read: not there, of a newer daxlab, or damaged. */
export class RecordReadError extends RecordError {
  override name = 'RecordReadError';

  constructor(file: string, cause: unknown, next = 'npx daxlab show latest shows the newest record that is whole') {
    super('reading the record of a run', file, reasonOf(cause), next, { cause });
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the device', EDQUOT: 'the disk quota is used up', EACCES: 'no right to', EROFS: 'the file system is read-only',
  ENOENT: 'there is no such file', ENOTDIR: 'a file is where a folder should be', EFBIG: 'the file may not grow further',
};

function reasonOf(cause: unknown): string {
  if (typeof cause === 'string') return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const message = cause instanceof Error ? cause.message : String(cause);
  return WORDS[code] === undefined ? message : `${WORDS[code]} (${message})`;
}
