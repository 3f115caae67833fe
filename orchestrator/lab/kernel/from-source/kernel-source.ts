/** The source that a kernel is built from: `debian:6.12`, or a folder. Never written to. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../../../config/explained-error.ts';
import { parseKernelName } from '../../../config/kernel-name.ts';
import type { ToolchainOptions, UsedPackage } from '../../toolchain/options.ts';
import { run } from '../../toolchain/run.ts';
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

/** Of a git tree git says what its files are, but for those that are not as it has them; of another every file is read. */
export async function identify({ tree, packages: [used] }: KernelSource, files: readonly SourceFile[], signal?: AbortSignal): Promise<SourceIdentity> {
  if (used) return { name: `${used.name} ${used.version}`, sha256: used.sha256 };
  if (!isGit(tree)) return { name: tree, sha256: await hashOf(tree, files, new Map(), signal) };
  const git = (...words: string[]): Promise<string> => run(['git', '-C', tree, ...words], { doing: 'asking git about the source of a kernel', to: tree }, { signal, env: { GIT_OPTIONAL_LOCKS: '0' } });
  const [name, commit, staged, changed] = await Promise.all([git('describe', '--always', '--dirty'), git('rev-parse', 'HEAD'), git('ls-files', '-s', '-z'), git('diff-files', '-z', '--name-only')]);
  const blobs = new Map([...staged.matchAll(/\d+ ([0-9a-f]+) \d\t([^\0]+)\0/g)].map(([, blob = '', path = '']) => [path, blob]));
  for (const path of changed.split('\0')) blobs.delete(path);
  const status = await git('status', '--porcelain');
  return { name: name.trim(), sha256: await hashOf(tree, files, blobs, signal), commit: commit.trim(), dirty: status.trim() !== '' };
}

/** Over every path with its content, or with the name that git has for its content. */
async function hashOf(tree: string, files: readonly SourceFile[], blobs: ReadonlyMap<string, string>, signal: AbortSignal | undefined): Promise<string> {
  const all = createHash('sha256');
  for (const { path, mode } of files) {
    signal?.throwIfAborted();
    all.update(`${path}\0${blobs.get(path) ?? await contentOf(join(tree, path), mode)}\0`);
  }
  return all.digest('hex');
}

const LINK = 0o120000;
const TYPE = 0o170000;

/** Read whole: no source is large, and a stream for each of 87,000 takes minutes on a busy machine. */
async function contentOf(path: string, mode: number): Promise<string> {
  return createHash('sha256').update((mode & TYPE) === LINK ? await readlink(path) : await readFile(path)).digest('hex');
}
