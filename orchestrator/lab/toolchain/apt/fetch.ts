/** Downloading packages and unpacking them. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InfrastructureError } from '../../errors.ts';
import type { Progress } from '../../progress.ts';
import type { Package } from './package-index.ts';
import { run } from '../run.ts';
import type { Apt } from './session.ts';

export interface FetchOptions {
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Downloads `packages` and unpacks them over one another into `root`. apt checks each against the signed index; it is checked again here,
 * against what is going to stand in the record.
 * @throws InfrastructureError
 */
export async function fetchInto(apt: Apt, packages: readonly Package[], root: string, { progress, signal }: FetchOptions): Promise<void> {
  const archives = `${root}.debs`;
  await Promise.all([mkdir(archives), mkdir(root)]);
  await download(apt, packages, archives, progress);
  const bySha256 = await filesBySha256(archives);
  const files = packages.map(({ name, version, sha256 }) => {
    const file = bySha256.get(sha256);
    if (file !== undefined) return file;
    throw new InfrastructureError({ doing: 'checking a downloaded package', to: `${name} ${version}`, expected: `sha256 ${sha256}`, seen: 'no file with it', next: 'try again with --refresh' });
  });
  progress?.(`unpacking ${inWords(packages)}`);
  const list = join(archives, 'list');
  await writeFile(list, files.join('\0'));
  // One xargs for all of them: a shell for each of 90 packages took as long as the unpacking.
  await run(
    ['xargs', '-0', '-P', '2', '-I', '{}', 'dpkg-deb', '--extract', '{}', root],
    { doing: 'unpacking packages', to: packages.map(({ name }) => name).join(', '), next: 'try again; if it stays so, run `daxlab doctor`' },
    { signal, from: list },
  );
  await rm(archives, { recursive: true });
}

async function download(apt: Apt, packages: readonly Package[], directory: string, progress: Progress | undefined): Promise<void> {
  const total = megabytes(packages.reduce((sum, { size }) => sum + size, 0));
  const what = inWords(packages);
  progress?.(`downloading ${what} (${total})`);
  const report = (line: string) => {
    const percent = /^dlstatus:\d+:(\d+)/.exec(line)?.[1];
    if (percent !== undefined) progress?.(`downloading ${what} (${total}), ${percent} %`);
  };
  await apt.run(
    ['apt-get', 'download', '-qq', '-o', 'APT::Status-Fd=1', ...packages.map(({ name, version }) => `${name}=${version}`)],
    { doing: 'downloading packages', to: packages.map(({ name }) => name).join(', '), next: 'check the network, and try again with --refresh: the mirror may have newer versions by now' },
    { cwd: directory, onLine: report },
  );
}

function inWords(packages: readonly Package[]): string {
  return packages.length === 1 ? String(packages[0]?.name) : `${packages.length} packages`;
}

async function filesBySha256(directory: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of await readdir(directory)) found.set(await sha256Of(join(directory, name)), join(directory, name));
  return found;
}

/** Hexadecimal. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
