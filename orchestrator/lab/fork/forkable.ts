/** Whether a machine can be forked, and how far it has come when it is saved: pure. */
import { isCxl } from '../../config/cxl-expanders.ts';
import type { Machine } from '../../config/machine.ts';
import type { Accelerator } from '../qemu/index.ts';
import type { QemuVersion } from '../toolchain/qemu.ts';

/** `prepared`: its dax devices are there and bound to no driver. `started`: no driver of memory devices is loaded. */
export type SavedAt = 'prepared' | 'started';

/**
 * QEMU saves no registers of CXL devices: a machine that has some is saved before their drivers are loaded, and its forks find them anew
 * (guest-scripts/lib/cxl.pl). All other devices are saved whole.
 */
export const savedAt = (machine: Pick<Machine, 'devices'>): SavedAt => (machine.devices.some(isCxl) ? 'started' : 'prepared');

/** Why there are no forks, or undefined. */
export function notForkable(accelerator: Accelerator, { major, minor }: QemuVersion): string | undefined {
  if (accelerator !== 'tcg') return 'forks were only tried under TCG';
  if (major < 8 || (major === 8 && minor < 2)) return `QEMU ${major}.${minor} cannot save a guest to a file whose memory stays in files of its own (8.2 can)`;
  return undefined;
}
