/** Debian's kernel builds, put together from the packages that the suites list. Both shapes: one package, and from 6.19 on several. */
import type { Package } from '../toolchain/apt/package-index.ts';
import { compareVersions, upstreamVersion } from '../toolchain/apt/version.ts';
import type { Flavour } from '../../config/kernel-name.ts';

export interface KernelBuild {
  /** The kernel's own version: `6.12.43`. */
  readonly upstream: string;
  /** What Debian names the build: `6.12.43+deb12`, and `6.1.0-50` for one that is 6.1.176. */
  readonly abi: string;
  /** Of the package: `6.12.43-1~bpo12+1`. */
  readonly version: string;
  readonly flavour: Flavour;
  /** `uname -r`: `6.12.43+deb12-cloud-amd64`. */
  readonly release: string;
  /** All that make up the kernel, as far as they are listed. */
  readonly packages: readonly Package[];
  /** Names of those that a listed package wants and no suite holds any more. */
  readonly missing: readonly string[];
}

/** Not the unsigned ones, nor the rt flavour, nor metapackages such as linux-image-6.12-amd64. */
const IMAGE = /^linux-image-((\d+\.\d+\.\d+[^-]*(?:-\d+)?)(-cloud)?-amd64)$/;

/** Packages that may belong to a kernel, by name. */
export function isKernelPackage(name: string): boolean {
  return IMAGE.test(name) || (/^linux-(binary|modules|base)-\d/.test(name) && !name.includes('-unsigned') && !name.includes('-rt-'));
}

/** Newest first. */
export function kernelBuilds(packages: readonly Package[]): KernelBuild[] {
  return packages
    .flatMap((image) => {
      const match = IMAGE.exec(image.name);
      if (!match) return [];
      const [, release = '', abi = '', cloud] = match;
      const parts = partsOf(image).map((part) => ({ ...part, found: packages.find(({ name, version }) => name === part.name && version === part.version) }));
      return [
        {
          upstream: upstreamVersion(image.version),
          abi,
          version: image.version,
          flavour: cloud === undefined ? ('full' as const) : ('cloud' as const),
          release,
          packages: [image, ...parts.flatMap(({ found }) => found ?? [])],
          missing: parts.flatMap(({ name, found }) => (found ? [] : [name])),
        },
      ];
    })
    .sort((a, b) => compareVersions(b.version, a.version));
}

/**
 * linux-binary-, linux-modules- and linux-base- of exactly this version, from 6.19 on. 6.18 names a linux-base- as well, which is gone from the
 * mirror and holds nothing of the kernel: everything is in the one package.
 */
function partsOf({ depends }: Package): { name: string; version: string }[] {
  const parts = [...depends.matchAll(/(?:^|[ ,|])(linux-(?:binary|modules|base)-\d[^ ,()|]*) \(= ([^)]+)\)/g)].map(([, name = '', version = '']) => ({ name, version }));
  return parts.some(({ name }) => name.startsWith('linux-modules-')) ? parts : [];
}
