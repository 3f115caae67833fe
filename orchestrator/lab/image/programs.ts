/** Programs in an image, with the libraries that the packages' own loader says they need. */
import { chmod, copyFile, mkdir, readdir, realpath, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { InfrastructureError } from '../errors.ts';
import { run } from '../toolchain/run.ts';
import type { Tools } from '../toolchain/tools.ts';

/** The agent and preparation are perl, dropbear is the way in, the others are for people in a shell. */
const PROGRAMS = ['perl', 'dropbear', 'ndctl', 'daxctl', 'cxl'];
const LIBRARIES = 'usr/lib/x86_64-linux-gnu';
/** perl-base's modules are there. */
const PERL = join(LIBRARIES, 'perl-base');
/** 3.7 MB of tables for Unicode properties, which nothing in a guest asks for. */
const PERL_LEFT_OUT = 'unicore';

export async function installPrograms(tools: Tools, root: string, signal?: AbortSignal): Promise<void> {
  await mkdir(join(root, LIBRARIES), { recursive: true });
  for (const name of PROGRAMS) await installProgram(tools, name, root, signal);
  await copyTree(join(tools.root, PERL), join(root, PERL));
  await installBusybox(tools, root, signal);
}

async function installProgram(tools: Tools, name: string, root: string, signal: AbortSignal | undefined): Promise<void> {
  const argv = tools.command(name);
  const [loader = '', ...rest] = argv;
  const program = argv.at(-1) ?? '';
  await install(program, join(root, 'usr/bin', name));
  // A static program is started without a loader.
  if (rest.length === 0) return;
  await install(loader, join(root, 'lib64', basename(loader)));
  const listed = await run([loader, '--list', ...rest], { doing: 'listing the libraries of a program', to: program }, { signal });
  for (const line of listed.split('\n')) {
    const [, wanted = '', found] = /^\s+(\S+) => (.+?)(?: \(0x[0-9a-f]+\))?$/.exec(line) ?? [];
    if (found === 'not found') throw new InfrastructureError({ doing: 'putting a program into an image', to: name, expected: `${wanted} in the unpacked packages`, seen: 'no such library' });
    if (found !== undefined && !wanted.startsWith('/')) await install(found, join(root, LIBRARIES, wanted));
  }
}

/** One static program under all its names, in /bin. /sbin/modprobe is left out on purpose: the kernel would load modules behind our back with it. */
async function installBusybox(tools: Tools, root: string, signal: AbortSignal | undefined): Promise<void> {
  const argv = tools.command('busybox');
  await install(argv.at(-1) ?? '', join(root, 'bin/busybox'));
  const applets = await run([...argv, '--list'], { doing: 'listing the applets of busybox' }, { signal });
  for (const applet of applets.split('\n')) if (applet !== '' && applet !== 'busybox') await symlink('busybox', join(root, 'bin', applet));
}

async function install(from: string, into: string): Promise<void> {
  await mkdir(dirname(into), { recursive: true });
  await copyFile(await realpath(from), into);
  await chmod(into, 0o755);
}

async function copyTree(from: string, into: string): Promise<void> {
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    const path = relative(from, join(entry.parentPath, entry.name));
    if (path.split('/')[0] === PERL_LEFT_OUT || entry.isDirectory()) continue;
    await install(join(from, path), join(into, path));
  }
}
