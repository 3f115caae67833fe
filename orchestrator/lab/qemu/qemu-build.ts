/** The QEMU to run, as lab/toolchain finds it. */
export interface QemuVersion {
  readonly major: number;
  readonly minor: number;
  readonly micro: number;
}

export interface QemuBuild {
  /** What goes before QEMU's own arguments: the loader and the program, or a program, and its firmware folders (-L). */
  readonly argv: readonly string[];
  readonly version: QemuVersion;
  readonly sha256: string;
}

export function atLeast(version: QemuVersion, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}
