/** What an image has besides programs and modules: directories to mount on, root's account, and our own scripts. */
import { chmod, cp, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const DIRECTORIES = ['bin', 'dev', 'etc/dropbear', 'proc', 'root', 'run', 'sys', 'tmp', 'daxlab/modules', 'daxlab/run'];
/** dropbear lets in whom getpwnam knows, with a shell that /etc/shells names. */
const FILES = { 'etc/passwd': 'root::0:0:root:/root:/bin/sh\n', 'etc/group': 'root:x:0:\n', 'etc/shells': '/bin/sh\n', 'etc/hostname': 'daxlab\n' };
/** Started by their names; the rest is read by them. */
const STARTED = ['init', 'agent', 'prepare', 'remake', 'hold', 'seek-leaks', 'template'];

/** For the image's key. */
export const SKELETON = { directories: DIRECTORIES, files: FILES, started: STARTED };

/** @param scripts guest-scripts: all of it goes to /daxlab, but init to /init */
export async function installSkeleton(scripts: string, root: string): Promise<void> {
  for (const directory of DIRECTORIES) await mkdir(join(root, directory), { recursive: true });
  for (const [path, text] of Object.entries(FILES)) await writeFile(join(root, path), text);
  await cp(scripts, join(root, 'daxlab'), { recursive: true });
  for (const name of STARTED) await chmod(join(root, 'daxlab', name), 0o755);
  await rename(join(root, 'daxlab/init'), join(root, 'init'));
}
