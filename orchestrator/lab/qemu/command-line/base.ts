/** The board: q35 without anything a hotplug test does not use. */
import type { Part } from './part.ts';

export function base(): Part {
  return {
    // Each absent controller is one the guest does not probe.
    machine: ['q35', 'usb=off', 'sata=off', 'smbus=off', 'vmport=off'],
    // A guest that reboots (panic=-1) ends its QEMU instead of starting over, so that a panic is also an exit.
    argv: ['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
  };
}
