/** A kernel that can be booted. */
import type { BuildRecord } from './from-source/build-record.ts';
import type { UsedPackage } from '../toolchain/options.ts';

export interface Kernel {
  /** As it was asked for: `debian:6.12`, or a path. */
  readonly asked: string;
  /** `uname -r`; undefined when the file does not say. */
  readonly release: string | undefined;
  /** The file itself: a bzImage, or the user's vmlinux. */
  readonly image: string;
  /** An ELF with a PVH entry, which boots 4-5 s sooner under TCG than unpacking itself would. Undefined: boot `image`. */
  readonly vmlinux?: string | undefined;
  /** lib/modules/<release>. Undefined: everything needed must be built in. */
  readonly modules?: string | undefined;
  /** The file that it was configured by, as far as it is to be had. */
  readonly config?: string | undefined;
  readonly systemMap?: string | undefined;
  /** Of `image`, hexadecimal. */
  readonly sha256: string;
  /** Of one that was built from a source here. */
  readonly build?: BuildRecord | undefined;
  /** None for a file. */
  readonly packages: readonly UsedPackage[];
}
