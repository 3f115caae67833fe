/** User-mode network, closed but for one forward from a loopback port of the host to the guest's SSH. */
import type { Part } from './part.ts';

/** The guest's address in QEMU's user network; its init sets it without DHCP. */
export const GUEST_ADDRESS = '10.0.2.15';
export const GUEST_SSH_PORT = 22;

export function network(): Part {
  return {
    argv: [
      // Port 0: the host's kernel picks a free port while QEMU binds it, so two daxlabs cannot race for one. ssh-port.ts reads it.
      '-netdev', `user,id=network_0,restrict=on,hostfwd=tcp:127.0.0.1:0-${GUEST_ADDRESS}:${GUEST_SSH_PORT}`,
      // No option ROM: nothing boots from the network.
      '-device', 'virtio-net-pci,id=network_card,bus=pcie.0,netdev=network_0,romfile=',
    ],
  };
}
