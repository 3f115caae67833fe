/** What a QEMU says about itself. */

export interface QemuVersion {
  readonly major: number;
  readonly minor: number;
  readonly micro: number;
}

/** From the output of `--version`: `QEMU emulator version 11.1.3 (Debian …)`. Undefined when it is not a QEMU's. */
export function parseQemuVersion(text: string): QemuVersion | undefined {
  const match = /^QEMU emulator version (\d+)\.(\d+)\.(\d+)/m.exec(text);
  return match ? { major: Number(match[1]), minor: Number(match[2]), micro: Number(match[3]) } : undefined;
}

/** Of a Debian package: `1:11.1.3+ds-1~bpo13+1`, and of packages.yaml: `11.1`. */
export function upstreamQemuVersion(text: string): QemuVersion | undefined {
  const match = /^(?:\d+:)?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return match ? { major: Number(match[1]), minor: Number(match[2]), micro: Number(match[3] ?? 0) } : undefined;
}

export function isAtLeast(version: QemuVersion, other: QemuVersion): boolean {
  const difference = version.major - other.major || version.minor - other.minor || version.micro - other.micro;
  return difference >= 0;
}

export function formatQemuVersion({ major, minor, micro }: QemuVersion): string {
  return `${major}.${minor}.${micro}`;
}
