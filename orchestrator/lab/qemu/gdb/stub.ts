/** Opens the gdb stub of a QEMU that runs, for one connection. */
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InfrastructureError } from '../../errors.ts';
import type { Qmp } from '../qmp/client.ts';
import { openGdb, type Gdb } from './client.ts';

/** The guest is stopped from then on, until it is resumed or let go. @throws InfrastructureError */
export async function openStub(qmp: Pick<Qmp, 'monitor'>): Promise<Gdb> {
  // A path of a socket has 107 characters at most: none of those of a record or a cache is sure to fit.
  const folder = await mkdtemp(join(tmpdir(), 'daxlab-gdb-'));
  const path = join(folder, 'gdb');
  try {
    // The stub of an operation before: QEMU makes the new one before it takes the old one away, and both would have the same name.
    await qmp.monitor('gdbserver none');
    const said = await qmp.monitor(`gdbserver unix:${path},server=on,wait=off`);
    return await openGdb(await connected(path, said));
  } finally {
    // Who is connected needs no name any more.
    await rm(folder, { recursive: true, force: true });
  }
}

function connected(path: string, said: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => { resolve(socket); });
    socket.once('error', (error) => {
      reject(new InfrastructureError({ doing: "opening QEMU's gdb stub", expected: 'QEMU to listen on a unix socket', seen: `${error.message}; QEMU says: ${said.trim()}`, next: 'daxlab was tried with QEMU 10.0 and 11.1' }));
    });
  });
}
