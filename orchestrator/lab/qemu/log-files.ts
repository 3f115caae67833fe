/** The files that a QEMU leaves in its directory. */
import { closeSync, copyFileSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { InfrastructureError } from '../errors.ts';

export interface LogFiles {
  /** The guest's serial console, written by QEMU. */
  readonly console: string;
  /** QEMU's standard error, written by QEMU. */
  readonly stderr: string;
  /** The control channel in both directions. */
  readonly qmp: string;
}

/**
 * Makes the directory where it is not there, and empty files in it.
 * @param before what was printed on the console before this QEMU began: a restored guest's log goes on where it was saved
 * @throws InfrastructureError when that is not possible
 */
export function logFiles(directory: string, before?: string): LogFiles {
  const files = { console: join(directory, 'console.log'), stderr: join(directory, 'qemu.log'), qmp: join(directory, 'qmp.log') };
  try {
    mkdirSync(directory, { recursive: true });
    for (const file of Object.values(files)) closeSync(openSync(file, 'w'));
    if (before !== undefined) copyFileSync(before, files.console);
  } catch (error) {
    throw new InfrastructureError({ doing: "making the files of QEMU's logs", to: directory, seen: String(error) }, { cause: error });
  }
  return files;
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
