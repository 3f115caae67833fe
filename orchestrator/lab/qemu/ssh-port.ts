/** Which port of the host's loopback QEMU was given for the guest's SSH. */
import { InfrastructureError } from '../errors.ts';
import type { Qmp } from './qmp/client.ts';

/** `info usernet`, in every QEMU from 8.0 to 11.1: `TCP[HOST_FORWARD]  10       127.0.0.1 40295       10.0.2.15    22     0     0`. */
const FORWARD = /TCP\[HOST_FORWARD\]\s+\d+\s+127\.0\.0\.1\s+(\d+)\s+\S+\s+22\s/g;

/** @throws InfrastructureError when there is not exactly one forward */
export async function readSshPort(qmp: Qmp): Promise<number> {
  const text = await qmp.monitor('info usernet');
  const [forward, second] = [...text.matchAll(FORWARD)];
  if (forward === undefined || second !== undefined) {
    throw new InfrastructureError({ doing: 'reading which port QEMU forwards to the guest', to: 'info usernet', expected: 'one TCP[HOST_FORWARD] from 127.0.0.1 to port 22', seen: text });
  }
  return Number(forward[1]);
}
