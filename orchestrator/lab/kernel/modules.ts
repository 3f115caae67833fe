/** The modules directory that a user gives for a kernel of their own. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ConfigError } from '../../config/explained-error.ts';

/** `modules_install` writes these; a directory with any of them is a lib/modules/<release>. */
const MARKS = ['modules.builtin', 'modules.order', 'modules.dep', 'kernel'];
const TREES = ['', 'lib/modules', 'usr/lib/modules'];

/**
 * @param asked lib/modules/<release>, or a directory that holds it: lib/modules, or what INSTALL_MOD_PATH was
 * @param release of the kernel; when it is not known, there may be only one
 * @throws ConfigError when there is none, or only those of other releases
 */
export async function findModules(asked: string, release: string | undefined): Promise<string> {
  const top = resolve(asked);
  const found = isModules(top) ? [top] : (await Promise.all(TREES.map((tree) => modulesIn(join(top, tree))))).flat();
  // A directory given by itself may have any name, unless it is plainly another release's.
  const [only, ...others] = found;
  const exact = found.find((each) => basename(each) === release);
  if (exact !== undefined) return exact;
  if (only !== undefined && others.length === 0 && (release === undefined || !/^\d+\.\d+/.test(basename(only)))) return only;
  throw new ConfigError({
    doing: 'looking for the modules of a kernel',
    to: asked,
    expected: `lib/modules/${release ?? 'RELEASE'}, or a directory that holds it`,
    seen: found.length === 0 ? 'no directory with modules' : `only those of ${found.map((each) => basename(each)).join(', ')}`,
    next: 'give what `make modules_install INSTALL_MOD_PATH=DIR` filled for this kernel, or leave --modules out if everything is built in',
  });
}

async function modulesIn(tree: string): Promise<string[]> {
  const names = await readdir(tree).catch(() => []);
  return names.map((name) => join(tree, name)).filter(isModules);
}

function isModules(path: string): boolean {
  return MARKS.some((mark) => existsSync(join(path, mark)));
}
