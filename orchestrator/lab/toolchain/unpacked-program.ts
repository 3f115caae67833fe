/** Running a program of unpacked packages on a host with other libraries: through the packages' own dynamic loader. */
import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InfrastructureError } from '../errors.ts';

const LOADERS = ['usr/lib64/ld-linux-x86-64.so.2', 'lib64/ld-linux-x86-64.so.2'];
const LIBRARIES = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu', 'usr/lib', 'lib'];
const PROGRAMS = ['usr/bin', 'usr/sbin', 'bin', 'sbin'];

/**
 * How to start `name`: the loader, its library path, the program. Arguments go behind it.
 * @param root unpacked packages, libc6 among them
 * @throws InfrastructureError when the packages have no such program
 */
export function unpackedProgram(root: string, name: string): readonly string[] {
  const program = PROGRAMS.map((folder) => join(root, folder, name)).find(isThere);
  if (program === undefined) {
    throw new InfrastructureError({
      doing: 'looking for a program in the unpacked packages',
      to: name,
      expected: `it in ${PROGRAMS.join(', ')} of ${root}`,
      seen: 'no such program',
      next: 'name the package that has it in qemu-configs/packages.yaml, under tools',
    });
  }
  const file = resolveInRoot(root, program);
  const loader = LOADERS.map((each) => join(root, each)).find(isThere);
  if (loader === undefined) return [file];
  const libraries = LIBRARIES.map((each) => join(root, each)).filter((each) => existsSync(each));
  // depmod, modprobe and modinfo are links to kmod, which goes by the name it is called with.
  return [resolveInRoot(root, loader), '--library-path', libraries.join(':'), ...(basename(file) === name ? [] : ['--argv0', name]), file];
}

/** Follows links as if `root` were `/`. */
function resolveInRoot(root: string, path: string): string {
  let current = path;
  for (let links = 0; links < 16 && lstatSync(current).isSymbolicLink(); links++) {
    const target = readlinkSync(current);
    current = target.startsWith('/') ? join(root, target) : join(dirname(current), target);
  }
  return current;
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
