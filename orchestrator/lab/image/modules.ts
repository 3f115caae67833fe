/** A kernel's modules in an image: the files, unpacked, and one list for each group that says what to load in which order. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Tools } from '../toolchain/tools.ts';
import { run } from '../toolchain/run.ts';
import { indexModules } from './kmod.ts';
import { MODULE_GROUPS } from './module-groups.ts';

/** The programs that unpack what kernels compress modules with. */
const UNPACKERS: Readonly<Record<string, readonly string[]>> = { '.xz': ['xz', '-dc'], '.zst': ['zstd', '-dc'] };

/**
 * Files go to <root>/daxlab/modules/files, lists to <root>/daxlab/modules/<group>: `name path` lines. They are unpacked here because a
 * guest under TCG takes longer for it.
 */
export async function installModules(tools: Tools, modules: string, root: string, work: string, signal?: AbortSignal): Promise<void> {
  const tree = await indexModules(tools, modules, work, signal);
  const files = join(root, 'daxlab/modules/files');
  await mkdir(files, { recursive: true });
  const installed = new Set<string>();
  for (const [group, wanted] of Object.entries(MODULE_GROUPS)) {
    const lists = await Promise.all(wanted.map((module) => tree.dependencies(module)));
    const paths = [...new Set(lists.flat())];
    for (const path of paths) {
      if (!installed.has(path)) await unpack(tools, path, join(files, fileName(path)), signal);
      installed.add(path);
    }
    const lines = paths.map((path) => `${moduleName(path)} /daxlab/modules/files/${fileName(path)}\n`);
    if (lines.length > 0) await writeFile(join(root, 'daxlab/modules', group), lines.join(''));
  }
}

async function unpack(tools: Tools, from: string, into: string, signal: AbortSignal | undefined): Promise<void> {
  const [, suffix = ''] = /\.ko(\.\w+)?$/.exec(from) ?? [];
  const unpacker = UNPACKERS[suffix];
  if (!unpacker) return copyFile(from, into);
  const [program = '', ...options] = unpacker;
  await run([...tools.command(program), ...options, from], { doing: 'unpacking a kernel module', to: from }, { into, signal });
}

/** `nd_pmem.ko`, whatever it is compressed with. */
const fileName = (path: string): string => basename(path).replace(/\.ko(\.\w+)?$/, '.ko');

/** As /sys/module has it. */
const moduleName = (path: string): string => fileName(path).replace(/\.ko$/, '').replaceAll('-', '_');
