/** The source that a kernel is built from: `debian:6.12`, or a folder. Never written to. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readlink, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../../../config/explained-error.ts';
import { parseKernelName } from '../../../config/kernel-name.ts';
import type { ToolchainOptions, UsedPackage } from '../../toolchain/options.ts';
import { run } from '../../toolchain/run.ts';
import { sha256Of } from '../../toolchain/apt/fetch.ts';
import { debianSource } from './debian-source.ts';
import { isGit, type SourceFile } from './source-files.ts';

export interface KernelSource {
  readonly tree: string;
  /** `6.12`, as its Makefile says. */
  readonly version: string;
  readonly immutable: boolean;
  readonly packages: readonly UsedPackage[];
}

/** What the record says of a source. */
export interface SourceIdentity {
  /** `linux-source-6.12 6.12.95-1`, or what `git describe` says, or the folder. */
  readonly name: string;
  /** Of all its files. */
  readonly sha256: string;
  readonly commit?: string | undefined;
  /** Files of the working tree are not as the commit has them. */
  readonly dirty?: boolean | undefined;
}

/** @throws ConfigError for what is no kernel source; UnsupportedError, InfrastructureError */
export async function kernelSource(asked: string, options: ToolchainOptions): Promise<KernelSource> {
  const name = parseKernelName(asked);
  if (name.kind === 'debian') {
    const { directory, packages } = await debianSource(name.version, options);
    return { tree: directory, version: await versionOf(directory), immutable: true, packages };
  }
  const tree = name.kind === 'file' ? await realpath(name.path).catch(() => undefined) : undefined;
  if (tree === undefined || !existsSync(join(tree, 'Kconfig')) || !existsSync(join(tree, 'arch/x86'))) {
    throw new ConfigError({ doing: 'looking for the source of a kernel', to: asked, expected: 'the top of a kernel tree, or debian:<version> for Debian\'s linux-source', seen: tree === undefined ? 'no such folder' : 'a folder without Kconfig and arch/x86' });
  }
  return { tree, version: await versionOf(tree), immutable: false, packages: [] };
}

async function versionOf(tree: string): Promise<string> {
  const makefile = await readFile(join(tree, 'Makefile'), 'utf8').catch(() => '');
  const number = (name: string): string => new RegExp(`^${name} = (\\d+)$`, 'm').exec(makefile)?.[1] ?? '0';
  return `${number('VERSION')}.${number('PATCHLEVEL')}`;
}

/** @param folder where hashes of files are kept, so that only what changed is read again */
export async function identify({ tree, packages: [used] }: KernelSource, files: readonly SourceFile[], folder: string, signal?: AbortSignal): Promise<SourceIdentity> {
  if (used) return { name: `${used.name} ${used.version}`, sha256: used.sha256 };
  const sha256 = await hashOf(tree, files, join(folder, 'hashes.json'), signal);
  if (!isGit(tree)) return { name: tree, sha256 };
  const git = async (...words: string[]): Promise<string> => (await run(['git', '-C', tree, ...words], { doing: 'asking git about the source of a kernel', to: tree }, { signal, env: { GIT_OPTIONAL_LOCKS: '0' } })).trim();
  const [name, commit, status] = await Promise.all([git('describe', '--always', '--dirty'), git('rev-parse', 'HEAD'), git('status', '--porcelain')]);
  return { name, sha256, commit, dirty: status !== '' };
}

const hashesSchema = z.record(z.string(), z.tuple([z.string(), z.string()]));

/** Over every path with its content. */
async function hashOf(tree: string, files: readonly SourceFile[], kept: string, signal: AbortSignal | undefined): Promise<string> {
  const before = hashesSchema.parse(JSON.parse(await readFile(kept, 'utf8').catch(() => '{}')));
  const now: Record<string, [stamp: string, sha256: string]> = {};
  const all = createHash('sha256');
  for (const { path, stamp, mode } of files) {
    signal?.throwIfAborted();
    const known = before[path];
    const hash = known?.[0] === stamp ? known[1] : await contentOf(join(tree, path), mode);
    now[path] = [stamp, hash];
    all.update(`${path}\0${hash}\0`);
  }
  await writeFile(kept, JSON.stringify(now));
  return all.digest('hex');
}

const LINK = 0o120000;
const TYPE = 0o170000;

async function contentOf(path: string, mode: number): Promise<string> {
  return (mode & TYPE) === LINK ? createHash('sha256').update(await readlink(path)).digest('hex') : sha256Of(path);
}
