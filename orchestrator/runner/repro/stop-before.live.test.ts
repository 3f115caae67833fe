/** A guest before the operation that failed, with real ones: the shell in it, and QEMU's gdb stub. */
import { connect } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { deferred } from '../../lab/qemu/deferred.ts';
import { attribute, bindTo, unbindFrom } from '../../testing/worlds.ts';
import type { RecordedScenario } from './recorded-scenario.ts';
import { stopBefore } from './stop-before.ts';

const RECORDED: RecordedScenario = {
  key: { scenario: 'cycle', machine: 'hmem', kernel: 'debian:6.12', policy: 'default' },
  performed: [attribute('1'), bindTo(), unbindFrom()].map((operation, index) => ({ index, operation })),
  scenario: { name: 'cycle-repro', description: 'a leak', requires: ['memmap-on-memory-attribute'], steps: [{ kind: 'write-attribute', value: '1' }, { kind: 'bind' }, { kind: 'unbind' }] },
};
const { signal } = new AbortController();

it('--shell has done all but that, says what it is, and ends with what the shell ends with', async () => {
  const output = new PassThrough();
  const told: string[] = [];
  const input = Readable.from(['cat /sys/bus/dax/devices/dax0.0/memmap_on_memory; readlink /sys/bus/dax/devices/dax0.0/driver; exit 7\n']);
  const status = await stopBefore(RECORDED, { refresh: false, gdb: false }, { input, output }, (what) => { told.push(what); }, signal);
  output.end();
  expect(status).toBe(7);
  expect(await text(output)).toMatch(/^1\n\S*\/kmem$/m);
  expect(told).toEqual(expect.arrayContaining(['operation 0: write "1" to dax0.0/memmap_on_memory: OK', 'operation 1: bind dax0.0 to kmem: OK', 'the next one is what failed, operation 2: echo dax0.0 > /sys/bus/dax/drivers/kmem/unbind']));
});

it("--gdb has QEMU's stub open at the same place, which stops the guest and lets it go again", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const told: string[] = [];
  const stub = deferred<string>();
  const shell = stopBefore(RECORDED, { refresh: false, gdb: true }, { input, output }, (what) => {
    told.push(what);
    const [, socket] = /target remote (\S+)' .* -ex continue/.exec(what) ?? [];
    if (socket !== undefined) stub.resolve(socket);
  }, signal);
  shell.catch(stub.reject);
  // Why it stands still, and then to go on without a debugger.
  expect(await asked(await stub.promise, '$?#3f')).toMatch(/^\+?\$[TS]05/);
  input.end('echo "the guest is $(uname -s)"; exit 0\n');
  expect(await shell).toBe(0);
  output.end();
  expect(await text(output)).toContain('the guest is Linux');
  expect(told.join('\n')).toMatch(/dev_dax_kmem_remove is at 0x[0-9a-f]+/);
});

/** The stub's answer; then the guest goes on. */
async function asked(path: string, packet: string): Promise<string> {
  const socket = connect(path);
  return new Promise((resolve, reject) => {
    let heard = '';
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
      if (socket.writableEnded || !/\$[^#]*#../.test(heard)) return;
      socket.end('+$D#44');
      socket.on('close', () => { resolve(heard); });
    });
    socket.write(packet);
  });
}
