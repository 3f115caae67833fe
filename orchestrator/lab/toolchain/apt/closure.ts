/** Packages with everything they depend on, as apt resolves them where nothing is installed. */
import { find, packagesNamed, type Package, type Version } from './package-index.ts';
import type { Apt } from './session.ts';

/** @param suite where packages are taken from first; without it, the newest of the suites that are not backports. @throws InfrastructureError */
export async function closure(apt: Apt, names: readonly string[], suite?: string): Promise<Package[]> {
  const target = suite === undefined ? [] : ['-t', suite];
  const plan = await apt.run(['apt-get', 'install', '--simulate', '-qq', '-y', ...target, ...names], {
    doing: 'resolving what packages depend on',
    to: names.join(', '),
    expected: `a solution in the configured suites${suite === undefined ? '' : `, ${suite} first`}`,
    next: 'check the suites and packages in qemu-configs/packages.yaml, or try again with --refresh',
  });
  const versions = parsePlan(plan);
  const known = await packagesNamed(apt, versions.map(({ name, version }) => `${name}=${version}`));
  return versions.map((version) => find(known, version)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The `Inst name (version …)` lines of `apt-get --simulate`. */
export function parsePlan(text: string): Version[] {
  return [...text.matchAll(/^Inst (\S+) \((\S+) /gm)].map(([, name = '', version = '']) => ({ name: name.replace(/:.*/, ''), version }));
}
