/** QEMU from Debian's packages. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InfrastructureError } from '../../errors.ts';
import { sha256Of } from '../apt/fetch.ts';
import type { ToolchainOptions } from '../options.ts';
import { readPackageConfig } from '../package-config.ts';
import { acquireSet } from '../package-set.ts';
import { unpackedProgram } from '../unpacked-program.ts';
import { askVersion } from './ask-version.ts';
import type { QemuBuild } from './build.ts';
import { chooseQemu } from './choose.ts';
import { parseQemuVersion, type QemuVersion } from './version.ts';

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
    asked: JSON.stringify(['qemu', config.suites, config.components, config.architecture, qemu.package, qemu.atLeast]),
    resolve: (apt) => chooseQemu(apt, qemu, options.progress),
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

