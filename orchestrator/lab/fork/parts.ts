/** What a snapshot is made of, and where its parts are. */
import type { Machine } from '../../config/machine.ts';
import type { Image } from '../image/image.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { QemuBuild } from '../toolchain/qemu.ts';

export interface SnapshotParts {
  readonly qemu: QemuBuild;
  readonly machine: Machine;
  readonly kernel: Kernel;
  readonly image: Image;
}

/** Within a snapshot: a folder with a file for each memory backend, the devices' state, QEMU's logs. */
export const [MEMORY, STATE, LOGS] = ['memory', 'state', 'logs'];
