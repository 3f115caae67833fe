/** From the name of a Debian kernel to one build. */
import { ConfigError } from '../../config/explained-error.ts';
import { UnsupportedError } from '../errors.ts';
import type { KernelBuild } from './build.ts';
import { formatKernelName, type Flavour } from '../../config/kernel-name.ts';
import { nearestVersions } from './nearest.ts';

const NEAR = 5;

/**
 * The newest build of that version whose packages all exist.
 * @param builds newest first
 * @throws ConfigError when no suite knows the version; UnsupportedError when it is listed and its packages are gone
 */
export function chooseBuild(asked: string, version: string, flavour: Flavour, builds: readonly KernelBuild[]): KernelBuild {
  const ours = builds.filter((build) => build.flavour === flavour);
  const matching = ours.filter((build) => isNamed(build, version));
  const whole = matching.find(({ missing }) => missing.length === 0);
  if (whole) return whole;
  const usable = ours.filter(({ missing }) => missing.length === 0).map(({ upstream }) => upstream);
  const near = nearestVersions(version, usable, NEAR).reverse().map((each) => formatKernelName({ kind: 'debian', version: each, flavour: flavour }));
  const next = near.length === 0 ? 'check the suites in qemu-configs/packages.yaml' : `take one of ${near.join(', ')}, or see \`daxlab list kernels\``;
  const [listed] = matching;
  if (!listed) {
    throw new ConfigError({ doing: 'looking for a Debian kernel', to: asked, expected: 'a version that the configured suites hold', seen: `none of its ${ours.length} ${flavour} kernels is called ${version}`, next });
  }
  throw new UnsupportedError({
    doing: 'looking for a Debian kernel',
    to: asked,
    expected: 'all packages of the kernel on the mirror',
    seen: `${listed.release} is listed, but ${listed.missing.join(' and ')} ${listed.missing.length === 1 ? 'is' : 'are'} gone`,
    next,
  });
}

/** `6.12` and `6.12.43` by the kernel's own version; also Debian's names for one build, `6.12.90+deb12.1` and `6.1.0-50`, and a package version. */
function isNamed({ upstream, abi, version }: KernelBuild, asked: string): boolean {
  return upstream === asked || upstream.startsWith(`${asked}.`) || abi === asked || version === asked;
}
