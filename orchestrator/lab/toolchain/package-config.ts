/** qemu-configs/packages.yaml: which suites are looked in and what is taken from them. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '../../config/explained-error.ts';

const FILE = fileURLToPath(new URL('../../../qemu-configs/packages.yaml', import.meta.url));

const name = z.string().regex(/^[a-z0-9][a-z0-9+.-]*$/, 'the name of a package or suite');
const version = z.string().regex(/^\d+[.]\d+$/, "a version such as '11.1', in quotes");
/** Inside an unpacked root. */
const path = z.string().regex(/^(?!\/)(?!.*[.][.])\S+$/, 'a path inside the unpacked packages, without a leading slash');

export const packageConfigSchema = z.strictObject({
  architecture: z.literal('amd64'),
  components: z.array(name).min(1),
  suites: z.array(z.strictObject({ name, archive: z.enum(['main', 'security']) })).min(1),
  releases: z.array(name).min(1),
  refreshAfterDays: z.number().positive(),
  qemu: z.strictObject({ package: name, program: name.or(z.string().regex(/^[a-z0-9_-]+$/)), firmware: z.array(path), atLeast: version }),
  tools: z.array(name).min(1),
  kernelBuild: z.strictObject({ packages: z.array(name).min(1), without: z.array(name) }),
  browser: z.strictObject({ packages: z.array(name).min(1), program: path, without: z.array(name) }),
  zsh: z.array(name).min(1),
});

export type PackageConfig = z.infer<typeof packageConfigSchema>;

/** @throws ConfigError naming the file and the key */
export async function readPackageConfig(file: string = FILE): Promise<PackageConfig> {
  const wrong = (seen: string, cause?: unknown) =>
    new ConfigError({ doing: 'reading which packages are wanted', to: file, expected: 'suites, qemu, tools, kernelBuild, browser and zsh as the file in the repository has them', seen, next: 'correct the file' }, { cause });
  let content: unknown;
  try {
    content = parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error), error);
  }
  const result = packageConfigSchema.safeParse(content);
  if (!result.success) throw wrong(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  return result.data;
}
