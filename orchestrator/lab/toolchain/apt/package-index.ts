/** What the fetched lists say about packages. */
import { z } from 'zod';
import { InfrastructureError } from '../../errors.ts';
import type { Apt } from './session.ts';
import { parseStanzas } from './stanza.ts';

/** A package in the lists. */
export const packageSchema = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9+.-]*$/),
  version: z.string().regex(/^[A-Za-z0-9.+~:-]+$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of the .deb, in bytes. */
  size: z.number().int().positive(),
  depends: z.string(),
});

export type Package = z.infer<typeof packageSchema>;

/** Names and versions of a package in all suites. */
export interface Version {
  readonly name: string;
  readonly version: string;
}

/** Every version of the named packages. Names that no suite holds give nothing. */
export async function packagesNamed(apt: Apt, names: readonly string[]): Promise<Package[]> {
  if (names.length === 0) return [];
  const text = await apt.run(['apt-cache', 'show', ...names], { doing: 'reading the package lists', to: names.slice(0, 3).join(', '), next: 'try again with --refresh' });
  return parseIndex(text);
}

/** Names of all packages that begin with `prefix`. */
export async function packageNames(apt: Apt, prefix: string): Promise<string[]> {
  const text = await apt.run(['apt-cache', 'pkgnames', prefix], { doing: 'reading the package lists', to: prefix, next: 'try again with --refresh' });
  return text.split('\n').filter((name) => name !== '').sort();
}

/** Stanzas of a Packages index. One that several suites hold comes once. @throws ZodError, SyntaxError */
export function parseIndex(text: string): Package[] {
  const seen = new Map<string, Package>();
  for (const stanza of parseStanzas(text)) {
    const parsed = packageSchema.parse({
      name: stanza.get('package'),
      version: stanza.get('version'),
      sha256: stanza.get('sha256'),
      size: Number(stanza.get('size')),
      depends: [stanza.get('pre-depends'), stanza.get('depends')].filter((each) => each !== undefined).join(', '),
    });
    seen.set(`${parsed.name} ${parsed.version} ${parsed.sha256}`, parsed);
  }
  return [...seen.values()];
}

/** The package with exactly this version. @throws InfrastructureError */
export function find(packages: readonly Package[], { name, version }: Version): Package {
  const found = packages.find((each) => each.name === name && each.version === version);
  if (found) return found;
  throw new InfrastructureError({ doing: 'reading the package lists', to: `${name} ${version}`, expected: 'its size and sha256', seen: 'nothing', next: 'try again with --refresh' });
}
