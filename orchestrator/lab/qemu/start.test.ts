import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InfrastructureError } from '../errors.ts';
import { DEAF, fakeQemu, fixture, scratch, soon, startFake } from './fixtures/fake.ts';
import type { Deadlines } from './deadlines.ts';
import { hmem } from './fixtures/machines.ts';
import { startQemu } from './start.ts';

async function failure(name: string, deadlines: Partial<Deadlines> = soon('terminate')): Promise<InfrastructureError> {
  const error: unknown = await startFake(name, { deadlines }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InfrastructureError);
  return error as InfrastructureError;
}

describe('a QEMU that comes up', () => {
  test('is told apart by its pid, port and command, and its console is followed from the first byte', async () => {
    const lines: string[] = [];
    const running = await startFake('boots.mjs', { onConsoleLine: (line) => lines.push(line) });
    expect(running.sshPort).toBe(40295);
    expect(running.argv.slice(0, 3)).toEqual([process.execPath, fixture('boots.mjs'), '-machine']);
    expect(running.kernelCommandLine).toContain('console=ttyS0');
    expect(running.qmp.version.qemu).toEqual({ major: 11, minor: 1, micro: 3 });
    await running.stop();
    expect(lines).toEqual(['[    0.000000] Linux version 6.12.0', '[    1.000000] Run /init as init process']);
    expect(running.console.last).toEqual(lines);
    expect(readFileSync(running.console.path, 'utf8')).toBe(`${lines.join('\r\n')}\r\n`);
  });

  test('has both directions of its control channel in qmp.log, with monotonic times', async () => {
    const directory = scratch();
    await (await startFake('boots.mjs', { directory })).stop();
    const lines = readFileSync(join(directory, 'qmp.log'), 'utf8').trim().split('\n');
    expect(lines.map((line) => line.replace(/^\d+\.\d{6} /, '').slice(0, 22))).toEqual([
      '<- {"QMP":{"version":{', '-> {"execute":"qmp_cap', '<- {"return":{},"id":1', '-> {"execute":"human-m', '<- {"return":"Hub -1 (', '-> {"execute":"cont","',
      '<- {"return":{},"id":3', '-> {"execute":"quit","', '<- {"event":"SHUTDOWN"', '<- {"return":{},"id":4',
    ]);
    const times = lines.map((line) => Number(line.split(' ')[0]));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('is ended by the signal', async () => {
    const abort = new AbortController();
    const running = await startFake('boots.mjs', { signal: abort.signal });
    abort.abort();
    expect(await running.exited).toEqual({ code: 0, shutdown: 'host-qmp-quit' });
  });
});

describe('a QEMU that does not come up', () => {
  test('exits at once: its standard error, its exit status and the whole command are shown', async () => {
    const error = await failure('exits-at-once.mjs');
    expect(error.explanation.seen).toMatch(/^QEMU ended by itself: exit 1\n.*'cxl-typo' is not a valid device model name$/);
    expect(error.explanation.to).toContain('-machine q35');
  });

  test('is not there: the shell says so', async () => {
    const qemu = { ...fakeQemu('boots.mjs'), argv: ['/nowhere/qemu-system-x86_64'] };
    await expect(startFake('', { qemu })).rejects.toThrow(/exit 127\n.*\/nowhere\/qemu-system-x86_64: not found/);
  });

  test('never opens its control channel: the deadline is named, and it is gone', async () => {
    const error = await failure('never-opens-qmp.mjs', { ...DEAF, start: { awaiting: 'a fake QEMU to come up', milliseconds: 3000 } });
    expect(error.explanation.seen).toMatch(/^waiting for a fake QEMU to come up\n.*within 3 s/);
    expect(error.explanation.seen).toContain('SeaBIOS (version fake)');
  });

  test('talks something else than QMP', async () => {
    expect((await failure('no-qmp.mjs')).message).toContain("QEMU 11.1.3 monitor - type 'help'");
  });

  test('refuses to start the guest', async () => {
    expect((await failure('refuses-cont.mjs')).message).toContain('CommandNotFound: The command cont has not been found');
  });

  test('forwards no port', async () => {
    expect((await failure('no-forward.mjs')).message).toContain('expected: one TCP[HOST_FORWARD]');
  });

  test('is given up for the reason of the signal', async () => {
    const abort = new AbortController();
    const starting = startFake('never-opens-qmp.mjs', { signal: abort.signal, onConsoleLine: () => { abort.abort(new Error('Ctrl-C')); } });
    await expect(starting).rejects.toThrow('Ctrl-C');
  });

  test('is not even started after the signal', async () => {
    await expect(startFake('boots.mjs', { signal: AbortSignal.abort(new Error('Ctrl-C')) })).rejects.toThrow('Ctrl-C');
  });
});

describe('the first sign that a guest is lost', () => {
  test('is the panic on the console, although QEMU ends right behind it', async () => {
    const running = await startFake('panics.mjs');
    expect(await running.lost).toEqual({ how: 'panic', line: '[    1.623451] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100' });
    expect(await running.exited).toEqual({ code: 0, shutdown: 'guest-reset' });
    expect(running.console.last.at(-1)).toBe('[    1.7');
  });

  test('is that KVM could not go on', async () => {
    expect(await (await startFake('internal-error.mjs')).lost).toEqual({ how: 'stopped', status: 'internal-error' });
  });

  test('is the exit, where there was no other', async () => {
    const running = await startFake('boots.mjs');
    process.kill(running.pid, 'SIGKILL');
    expect(await running.lost).toEqual({ how: 'exit', exit: { signal: 'SIGKILL' } });
  });
});

test('a flood on the console is told whole, in order, to the last unfinished line', async () => {
  let next = 0;
  let rest: string[] = [];
  const running = await startFake('floods-console.mjs', {
    onConsoleLine: (line) => { if (line.startsWith(`line ${next} `)) next += 1; else rest = [...rest, line]; },
  });
  await running.exited;
  expect(next).toBe(100_000);
  expect(rest).toEqual(['an unfinished line']);
});

test('a directory that cannot be written to is an error of the host', async () => {
  const directory = join(fixture('boots.mjs'), 'logs');
  await expect(startFake('boots.mjs', { directory })).rejects.toThrow(InfrastructureError);
});

test('a description that cannot be is refused before anything is started', async () => {
  const directory = scratch();
  const machine = { ...hmem, memory: 1 as typeof hmem.memory };
  await expect(startQemu({ qemu: fakeQemu('boots.mjs'), machine, kernel: 'k', accelerator: 'tcg', directory })).rejects.toThrow('memory of machine hmem');
});
