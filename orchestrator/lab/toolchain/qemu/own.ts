/** The user's own QEMU, given as a path or as a name on the PATH. */
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { ConfigError } from '../../../config/explained-error.ts';
import { sha256Of } from '../apt/fetch.ts';
import { askVersion } from './ask-version.ts';
import type { QemuBuild } from './build.ts';
import { formatQemuVersion, isAtLeast, parseQemuVersion, type QemuVersion } from './version.ts';

/** @throws ConfigError when it is missing, cannot be executed, is no QEMU, or is older than `atLeast` */
export async function ownQemu(asked: string, atLeast: QemuVersion, signal?: AbortSignal, deadlineMs?: number): Promise<QemuBuild> {
  const wanted = `a qemu-system-x86_64, version ${atLeast.major}.${atLeast.minor} or newer`;
  const wrong = (seen: string) =>
    new ConfigError({ doing: "using the user's own QEMU", to: asked, expected: wanted, seen, next: 'correct --qemu, or leave it out: daxlab then takes one from Debian' });
  const path = await locate(asked);
  if (path === undefined) throw wrong(asked.includes('/') ? 'no such file' : 'no program of that name on the PATH');
  if (!(await stat(path)).isFile()) throw wrong('not a file');
  if (!(await isExecutable(path))) throw wrong('a file that may not be executed');
  const answer = await askVersion([path], signal, deadlineMs);
  if (answer.kind !== 'answer') throw wrong(answer.why);
  const version = parseQemuVersion(answer.text);
  if (!version) throw wrong(`--version says ${JSON.stringify(answer.text.slice(0, 80))}, which is not a QEMU emulator's`);
  if (!isAtLeast(version, atLeast)) throw wrong(`version ${formatQemuVersion(version)}`);
  return { argv: [path], version, packages: [], sha256: await sha256Of(path), path };
}

async function locate(asked: string): Promise<string | undefined> {
  const places = asked.includes('/') ? [resolve(asked)] : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, asked));
  for (const place of places) {
    // Firmware is found from where the program really is, so a link is followed.
    const path = await realpath(place).catch(() => undefined);
    if (path !== undefined) return path;
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(() => true, () => false);
}
