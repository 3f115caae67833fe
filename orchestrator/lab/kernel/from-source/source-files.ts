/** Which files a kernel's source tree is made of: what git tracks or would, never what a build in the tree left. */
import { existsSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../toolchain/run.ts';

/** A file or a symbolic link. */
export interface SourceFile {
  /** From the top of the tree. */
  readonly path: string;
  readonly mode: number;
  /** Tells whether it is still the same, without reading it. */
  readonly stamp: string;
}

/**
 * Sorted by path. The tree's own .gitignore says what is a product, in a tree without git too.
 * @param scratch a folder for an empty repository, where the tree is none
 */
export async function sourceFiles(tree: string, scratch: string, signal?: AbortSignal): Promise<SourceFile[]> {
  const inGit = isGit(tree);
  const told = { doing: 'listing the files of a source tree', to: tree, next: 'give the top of a kernel tree' };
  if (!inGit) await run(['git', 'init', '-q', '--bare', scratch], told, { signal });
  const where = inGit ? ['-C', tree] : [`--git-dir=${scratch}`, `--work-tree=${tree}`];
  const ignored = inGit ? ['--exclude-standard'] : ['--exclude-per-directory=.gitignore', ...PRODUCTS.map((pattern) => `--exclude=${pattern}`)];
  const listed = await run(['git', ...where, 'ls-files', '-z', '--cached', '--others', ...ignored], told, { signal, cwd: tree });
  const paths = [...new Set(listed.split('\0').filter((path) => path !== ''))].sort();
  const found = await Promise.all(paths.map((path) => fileAt(tree, path)));
  return found.filter((file) => file !== undefined);
}

/**
 * Debian's linux-source has a .gitignore that ignores everything (`/*`), which the first takes back for the top of the tree; the others are what a build
 * leaves there. Later patterns count more, and all of them more than a .gitignore.
 */
const PRODUCTS = ['!/*', '/.config*', '/.version', '/.tmp*', '/.*.cmd', '/.*.d', '/vmlinux*', '/System.map', '/Module.symvers', '/modules.*', '/*.o', '/*.a', '/debian'];

/** Whether the folder is the top of a git working tree. One that lies somewhere in another's is no part of it: Debian's sources unpacked in a checkout, say. */
export const isGit = (tree: string): boolean => existsSync(join(tree, '.git'));

/** Undefined for what git knows of and is not there, and for the folder that a submodule is. */
async function fileAt(tree: string, path: string): Promise<SourceFile | undefined> {
  const status = await lstat(join(tree, path), { bigint: true }).catch(() => undefined);
  if (!status || !(status.isFile() || status.isSymbolicLink())) return undefined;
  return { path, mode: Number(status.mode), stamp: `${status.size}:${status.mtimeNs}` };
}
