/** A QEMU that can be started, whoever it comes from. */
import type { UsedPackage } from '../options.ts';
import type { QemuVersion } from './version.ts';

export interface QemuBuild {
  /** Loader, library path, program, and `-L` for each folder of firmware; a machine's arguments go behind it. */
  readonly argv: readonly string[];
  readonly version: QemuVersion;
  /** None for a QEMU of the user's own. */
  readonly packages: readonly UsedPackage[];
  /** Of the program's file, hexadecimal. */
  readonly sha256: string;
  /** The program's file. */
  readonly path: string;
}
