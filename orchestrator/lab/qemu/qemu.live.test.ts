/** What fakes cannot show: that QEMU takes the command lines, and what a real guest does. */
import { execa } from 'execa';
import fc from 'fast-check';
import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { within } from './deadline.ts';
import { anyMachine } from './fixtures/any-machine.ts';
import { fixture, scratch } from './fixtures/fake.ts';
import { acquireParts, bootable, lineOf, startReal, type Parts } from './fixtures/live.ts';
import { cxl, hmem, nvdimm } from './fixtures/machines.ts';
import type { Machine } from '../../config/machine.ts';

let parts: Parts;
beforeAll(async () => { parts = await acquireParts(); });

const INIT = { awaiting: 'the kernel to start init', milliseconds: 120_000 };

test('QEMU takes every machine that the checks let through', async () => {
  await fc.assert(fc.asyncProperty(anyMachine, async (machine) => {
    const running = await startReal(parts, { machine });
    expect((await running.stop()).how).toBe('quit');
  }), { numRuns: 12 });
});

test.each([['cxl', cxl], ['nvdimm', nvdimm], ['hmem', hmem]] as [string, Machine][])('the kernel finds the memory of %s where it is said to be', async (name, machine) => {
  const lines: string[] = [];
  const running = await startReal(parts, { machine, initrd: parts.image.path, onConsoleLine: (line) => lines.push(line) });
  await within(lineOf(running, /Run \/init as init process/), INIT);
  const log = lines.join('\n');
  expect(log).toMatch({
    cxl: /ACPI: CEDT/,
    nvdimm: /SRAT: Node 1 PXM 1 \[mem 0x100000000-0x13fffffff\] non-volatile/,
    hmem: /user: \[mem 0x0*100000000-0x0*13fffffff\] soft reserved/i,
  }[name] ?? /never/);
});

test('a kernel without a root file system panics, and that is told at once and ends QEMU', async () => {
  const running = await startReal(parts);
  expect(await within(running.lost, INIT)).toMatchObject({ how: 'panic', line: expect.stringContaining('Unable to mount root fs') as string });
  expect(await within(running.exited, { awaiting: 'QEMU to end after a panic', milliseconds: 5000 })).toEqual({ code: 0, shutdown: 'guest-reset' });
});

describe('a guest that runs', () => {
  test('tells its registers, tasks and backtraces', async () => {
    const running = await startReal(parts, { initrd: parts.image.path });
    await within(lineOf(running, /Run \/init as init process/), INIT);
    // Before init has opened the console nobody listens to it.
    await within(lineOf(running, /daxlab/), INIT);
    const { texts } = await running.diagnose();
    expect(texts['status']).toBe('running');
    expect(texts['registers']).toMatch(/CPU#0[\s\S]*RIP=/);
    expect(texts['sysrq-l']).toMatch(/NMI backtrace for cpu 0|CPU: 0/);
    expect(texts['sysrq-t']).toMatch(/task:init/);
    expect(texts['sysrq-w']).toMatch(/Show Blocked State/);
  });

  test('is gone when its daxlab is killed (SIGKILL)', async () => {
    const daxlab = execa(process.execPath, ['--import', 'tsx', fixture('daxlab.ts'), scratch(), bootable(parts.kernel), ...parts.qemu.argv], { reject: false });
    const said = await within(new Promise((resolve) => daxlab.stdout.once('data', (text: Buffer) => { resolve(JSON.parse(text.toString())); })), INIT);
    const { sshPort } = said as { sshPort: number };
    // QEMU holds the other end of this connection, and nothing else does.
    const connection = connect(sshPort, '127.0.0.1').on('error', () => undefined);
    const gone = new Promise<void>((resolve) => connection.once('close', () => { resolve(); }));
    await within(new Promise((resolve) => connection.once('connect', resolve)), INIT);
    expect(connection.destroyed).toBe(false);
    daxlab.kill('SIGKILL');
    await within(gone, { awaiting: 'the end of QEMU', milliseconds: 5000 });
    // Reset: its listening socket is being closed at this moment.
    await expect(new Promise((_resolve, reject) => connect(sshPort, '127.0.0.1').once('error', reject))).rejects.toThrow(/ECONN(REFUSED|RESET)/);
  });
});
