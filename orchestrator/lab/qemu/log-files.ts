/** The files that a QEMU leaves in its directory. */
import { mkdirSync, openSync, readSync, closeSync, fstatSync } from 'node:fs';
import { join } from 'node:path';

export interface LogFiles {
  /** The guest's serial console, written by QEMU. */
  readonly console: string;
  /** QEMU's standard error, written by QEMU. */
  readonly stderr: string;
  /** The control channel in both directions. */
  readonly qmp: string;
}

/** Makes the directory where it is not there. @throws what the file system throws */
export function logFiles(directory: string): LogFiles {
  mkdirSync(directory, { recursive: true });
  return { console: join(directory, 'console.log'), stderr: join(directory, 'qemu.log'), qmp: join(directory, 'qmp.log') };
}

/** The last `most` bytes of a file, as text without blank ends. */
export function tail(path: string, most = 4096): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size, most));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trim();
  } finally {
    closeSync(file);
  }
}
