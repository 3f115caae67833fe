import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { fakeStub } from './fixtures/fake-stub.ts';
import { openStub } from './stub.ts';

let server: Server | undefined;
afterEach(() => { server?.close(); });

it('takes away the stub of before, then opens one and talks to it', async () => {
  const said: string[] = [];
  const gdb = await openStub({
    monitor: (line) => {
      said.push(line);
      const [, path] = /^gdbserver unix:(.*),server=on,wait=off$/.exec(line) ?? [];
      if (path === undefined) return Promise.resolve('Disabled gdbserver\r\n');
      const { stream } = fakeStub({ calls: [] });
      server = createServer((socket) => { socket.pipe(stream).pipe(socket); });
      return new Promise((resolve) => { server?.listen(path, () => { resolve('Waiting for gdb connection'); }); });
    },
  });
  expect(said).toEqual(['gdbserver none', expect.stringMatching(/^gdbserver unix:/)]);
  expect((await gdb.registers()).rip).toBe(0n);
  gdb.close();
});

it('says what QEMU said where it does not listen', async () => {
  await expect(openStub({ monitor: () => Promise.resolve("gdbstub: couldn't create chardev\r\n") })).rejects.toThrow(/to listen on a unix socket\n {2}seen: {5}connect ENOENT .*QEMU says: gdbstub: couldn't create chardev/);
});
