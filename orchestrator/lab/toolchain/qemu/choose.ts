/** Which of Debian's QEMUs: the newest that any suite has and that can be resolved. */
import { UnsupportedError } from '../../errors.ts';
import type { Progress } from '../../progress.ts';
import { candidates, type Candidate } from '../apt/candidates.ts';
import { closure, UnresolvableError } from '../apt/closure.ts';
import type { Package } from '../apt/package-index.ts';
import type { Apt } from '../apt/session.ts';
import { compareVersions } from '../apt/version.ts';
import type { PackageConfig } from '../package-config.ts';
import { isAtLeast, upstreamQemuVersion } from './version.ts';

/** With everything it depends on. @throws UnsupportedError when every suite's is too old; UnresolvableError when none of the others can be resolved */
export async function chooseQemu(apt: Apt, wanted: PackageConfig['qemu'], progress?: Progress): Promise<Package[]> {
  const found = (await candidates(apt, wanted.package)).sort((a, b) => compareVersions(b.version, a.version));
  let failure: Error | undefined;
  for (const { name, version, suite } of found.filter((candidate) => isNewEnough(candidate, wanted.atLeast))) {
    try {
      return await closure(apt, [`${name}=${version}`], suite);
    } catch (error) {
      if (!(error instanceof UnresolvableError)) throw error;
      // A backport may wait for a library that is not there yet; then the next older one is taken.
      progress?.(`${name} ${version} of ${suite} cannot be resolved, looking for an older one`);
      failure ??= error;
    }
  }
  throw failure ?? tooOld(wanted, found);
}

function isNewEnough({ version }: Candidate, atLeast: string): boolean {
  const [upstream, limit] = [upstreamQemuVersion(version), upstreamQemuVersion(atLeast)];
  return upstream !== undefined && limit !== undefined && isAtLeast(upstream, limit);
}

function tooOld(wanted: PackageConfig['qemu'], found: readonly Candidate[]): UnsupportedError {
  return new UnsupportedError({
    doing: 'choosing a QEMU from the configured suites',
    to: wanted.package,
    expected: `version ${wanted.atLeast} or newer`,
    seen: found.length === 0 ? 'none' : found.map(({ version, suite }) => `${version} (${suite})`).join(', '),
    next: 'add a newer release to qemu-configs/packages.yaml, or give your own with --qemu PATH',
  });
}
