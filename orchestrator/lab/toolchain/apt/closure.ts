/** Packages with everything they depend on, as apt resolves them where nothing is installed. */
import { InfrastructureError } from '../../errors.ts';
import { find, packagesNamed, type Package, type Version } from './package-index.ts';
import type { Apt } from './session.ts';

/** The suites do not hold what a package needs. Another version may do. */
export class UnresolvableError extends InfrastructureError {
  override name = 'UnresolvableError';
}

/** As apt 2.6 and 3.0 say it. Anything else, a full disk say, is no statement about packages. */
const UNRESOLVABLE = /held broken packages|Broken packages|unmet dependencies|was not found|Unable to locate package|has no installation candidate/;

/**
 * @param suite where packages are taken from first; without it, the newest of the suites that are not backports
 * @throws UnresolvableError, InfrastructureError
 */
export async function closure(apt: Apt, names: readonly string[], suite?: string): Promise<Package[]> {
  const versions = parsePlan(await plan(apt, names, suite));
  const known = await packagesNamed(apt, versions.map(({ name, version }) => `${name}=${version}`));
  return versions.map((version) => find(known, version)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function plan(apt: Apt, names: readonly string[], suite: string | undefined): Promise<string> {
  const target = suite === undefined ? [] : ['-t', suite];
  try {
    return await apt.run(['apt-get', 'install', '--simulate', '-qq', '-y', ...target, ...names], {
      doing: 'resolving what packages depend on',
      to: names.join(', '),
      expected: `a solution in the configured suites${suite === undefined ? '' : `, ${suite} first`}`,
      next: 'check the suites and packages in qemu-configs/packages.yaml, or try again with --refresh',
    });
  } catch (error) {
    if (error instanceof InfrastructureError && UNRESOLVABLE.test(error.message)) throw new UnresolvableError(error.explanation, { cause: error });
    throw error;
  }
}

/** The `Inst name (version …)` lines of `apt-get --simulate`. */
export function parsePlan(text: string): Version[] {
  return [...text.matchAll(/^Inst (\S+) \((\S+) /gm)].map(([, name = '', version = '']) => ({ name: name.replace(/:.*/, ''), version }));
}
