/** QEMU from Debian's packages: the newest that any suite has and that can be resolved. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InfrastructureError, UnsupportedError } from '../../errors.ts';
import { candidates } from '../apt/candidates.ts';
import { closure } from '../apt/closure.ts';
import { sha256Of } from '../apt/fetch.ts';
import type { Package } from '../apt/package-index.ts';
import type { Apt } from '../apt/session.ts';
import { compareVersions } from '../apt/version.ts';
import type { ToolchainOptions } from '../options.ts';
import { readPackageConfig, type PackageConfig } from '../package-config.ts';
import { acquireSet } from '../package-set.ts';
import { unpackedProgram } from '../unpacked-program.ts';
import { askVersion } from './ask-version.ts';
import type { QemuBuild } from './build.ts';
import { isAtLeast, parseQemuVersion, upstreamQemuVersion, type QemuVersion } from './version.ts';

/** Written once when the packages are unpacked, so that later runs neither start QEMU nor read its 20 MB for a hash. */
const DESCRIPTION = 'qemu.json';
const descriptionSchema = z.strictObject({ version: z.strictObject({ major: z.int(), minor: z.int(), micro: z.int() }), sha256: z.string() });

/** @throws InfrastructureError when it is not in the cache and cannot be fetched; UnsupportedError when every suite's is too old */
export async function debianQemu(options: ToolchainOptions): Promise<QemuBuild> {
  const config = await readPackageConfig();
  const { qemu } = config;
  const { directory, packages } = await acquireSet(options, config, {
    kind: 'packages',
    label: () => 'qemu',
    asked: JSON.stringify(['qemu', config.suites, config.components, config.architecture, qemu]),
    resolve: (apt) => newest(apt, config, options.progress),
    finish: async (unfinished) => {
      const program = unpackedProgram(join(unfinished, 'root'), qemu.program);
      const description = { version: await versionOf(program, options.signal), sha256: await sha256Of(fileOf(program)) };
      await writeFile(join(unfinished, DESCRIPTION), JSON.stringify(description));
    },
  });
  const root = join(directory, 'root');
  const program = unpackedProgram(root, qemu.program);
  const firmware = qemu.firmware.map((folder) => join(root, folder)).filter((folder) => existsSync(folder));
  const { version, sha256 } = descriptionSchema.parse(JSON.parse(await readFile(join(directory, DESCRIPTION), 'utf8')));
  return { argv: [...program, ...firmware.flatMap((folder) => ['-L', folder])], version, packages, sha256, path: fileOf(program) };
}

async function newest(apt: Apt, { qemu }: PackageConfig, progress: ToolchainOptions['progress']): Promise<Package[]> {
  const found = (await candidates(apt, qemu.package)).sort((a, b) => compareVersions(b.version, a.version));
  const atLeast = upstreamQemuVersion(qemu.atLeast);
  const usable = found.filter(({ version }) => {
    const upstream = upstreamQemuVersion(version);
    return upstream && atLeast && isAtLeast(upstream, atLeast);
  });
  let failure: unknown;
  for (const { version, suite } of usable) {
    try {
      return await closure(apt, [`${qemu.package}=${version}`], suite);
    } catch (error) {
      // A backport may wait for a library that is not there yet; then the next older one is taken.
      progress?.(`${qemu.package} ${version} of ${suite} cannot be resolved, looking for an older one`);
      failure = error;
    }
  }
  if (failure instanceof Error) throw failure;
  throw new UnsupportedError({
    doing: 'choosing a QEMU from the configured suites',
    to: qemu.package,
    expected: `version ${qemu.atLeast} or newer`,
    seen: found.length === 0 ? 'none' : found.map(({ version, suite }) => `${version} (${suite})`).join(', '),
    next: 'add a newer release to qemu-configs/packages.yaml, or give your own with --qemu PATH',
  });
}

async function versionOf(program: readonly string[], signal: AbortSignal | undefined): Promise<QemuVersion> {
  const answer = await askVersion(program, signal);
  const version = answer.kind === 'answer' ? parseQemuVersion(answer.text) : undefined;
  if (version) return version;
  throw new InfrastructureError({
    doing: 'starting the QEMU that was just unpacked',
    to: fileOf(program),
    expected: 'its version',
    seen: answer.kind === 'answer' ? answer.text.slice(0, 80) : answer.why,
    next: 'give your own with --qemu PATH',
  });
}

function fileOf(program: readonly string[]): string {
  return String(program.at(-1));
}

