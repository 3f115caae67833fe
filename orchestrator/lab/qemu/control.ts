/** The control channel: QMP on descriptor 3, one end of a unix socket pair. No path, so no limit of 108 bytes and nothing left to sweep. */

/** -S: QEMU waits until daxlab has everything attached and says `cont`. */
export const CONTROL_ARGV: readonly string[] = ['-S', '-chardev', 'socket,id=control_0,fd=3', '-qmp', 'chardev:control_0'];

/** QEMU waits for a guest that was saved, and for the word where it is. */
export const INCOMING_ARGV: readonly string[] = ['-incoming', 'defer'];
