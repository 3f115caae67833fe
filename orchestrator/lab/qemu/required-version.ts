/** The oldest QEMU that can be a machine. */
import { ConfigError } from '../../config/explained-error.ts';
import type { DeviceKind, Machine } from '../../config/machine.ts';
import { atLeast, type QemuBuild } from './qemu-build.ts';

/** volatile-memdev came with 8.0; `-m`, `-numa` and `nvdimm` are older than anything that is tried here. */
const NEEDED: Record<DeviceKind, { readonly major: number; readonly minor: number }> = {
  'cxl-volatile': { major: 8, minor: 0 },
  nvdimm: { major: 7, minor: 0 },
  'soft-reserved': { major: 7, minor: 0 },
};

/** @throws ConfigError naming the device whose kind needs a newer one */
export function checkVersion(machine: Machine, { version, argv }: QemuBuild): void {
  for (const [index, { kind }] of machine.devices.entries()) {
    const { major, minor } = NEEDED[kind];
    if (atLeast(version, major, minor)) continue;
    throw new ConfigError({
      doing: `choosing a QEMU for machine ${machine.name}`,
      to: `devices[${index}].kind: ${kind}`,
      expected: `QEMU ${major}.${minor} or newer`,
      seen: `QEMU ${version.major}.${version.minor}.${version.micro} (${argv.join(' ')})`,
      next: 'leave --qemu away, or name a newer one',
    });
  }
}
