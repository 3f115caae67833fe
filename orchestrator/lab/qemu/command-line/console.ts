/**
 * The serial console on QEMU's standard streams. Standard output is a file that daxlab opened: a write to it never waits, so a
 * reader that is slow neither stalls the guest nor loses bytes. A socket or pipe does both: QEMU's 16550 writes byte by byte,
 * a unix socket is full after some 300 such writes, and the guest's driver overwrites what is not gone after 10 ms.
 */
import type { Part } from './part.ts';

export const CONSOLE_CHARDEV = 'console_0';

export function serialConsole(): Part {
  return {
    argv: ['-chardev', `stdio,id=${CONSOLE_CHARDEV},signal=off`, '-device', `isa-serial,id=console_port,bus=isa.0,chardev=${CONSOLE_CHARDEV}`],
    kernel: ['console=ttyS0'],
  };
}
