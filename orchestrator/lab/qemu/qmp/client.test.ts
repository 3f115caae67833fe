import { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { openQmp, type Qmp } from './client.ts';
import type { QmpEvent } from './message.ts';

const GREETING = '{"QMP": {"version": {"qemu": {"micro": 3, "minor": 1, "major": 11}, "package": "Debian"}, "capabilities": ["oob"]}}\r\n';

interface Command { readonly execute: string; readonly id: number; readonly arguments?: unknown }

/** A stream whose other side is `answer`: what QEMU says to each command. */
class FakeMonitor extends Duplex {
  readonly #answer: (command: Command) => string | undefined;
  constructor(answer: (command: Command) => string | undefined, greeting = GREETING) {
    super();
    this.#answer = answer;
    this.push(greeting);
  }
  override _read(): void { /* pushed as it comes */ }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    const command = JSON.parse(chunk.toString()) as Command;
    const said = this.#answer(command) ?? JSON.stringify({ return: {}, id: command.id });
    this.push(said === '' ? '' : `${said}\r\n`);
    done();
  }
}

const quiet = (): void => undefined;
const open = (answer: (command: Command) => string | undefined): Promise<Qmp> => openQmp(new FakeMonitor(answer), quiet, quiet);

test('the greeting has the version, and capabilities are negotiated first', async () => {
  const commands: string[] = [];
  const qmp = await open(({ execute }) => { commands.push(execute); return undefined; });
  expect(qmp.version.qemu).toEqual({ major: 11, minor: 1, micro: 3 });
  expect(commands).toEqual(['qmp_capabilities']);
});

test('answers find their commands whatever their order', async () => {
  const held: string[] = [];
  const stream = new FakeMonitor(({ execute, id, arguments: argument }) => {
    if (execute === 'qmp_capabilities') return undefined;
    held.unshift(JSON.stringify({ return: argument, id }));
    return held.length === 3 ? held.join('\n') : '';
  });
  const qmp = await openQmp(stream, quiet, quiet);
  const answers = await Promise.all([1, 2, 3].map((number) => qmp.execute('echo', { number })));
  expect(answers).toEqual([{ number: 1 }, { number: 2 }, { number: 3 }]);
});

test('messages that come in pieces and together are taken one by one', async () => {
  const events: QmpEvent[] = [];
  const stream = new FakeMonitor(() => undefined, '');
  const opening = openQmp(stream, quiet, (event) => events.push(event));
  for (const byte of `${GREETING}{"event":"RESUME","timestamp":{"seconds":1,"microseconds":2}}\r\n{"event":"SHUTDOWN","data":{"guest":true,"reason":"guest-reset"}}\r\n`) stream.push(byte);
  await opening;
  expect(events).toEqual([{ event: 'RESUME', data: {} }, { event: 'SHUTDOWN', data: { guest: true, reason: 'guest-reset' } }]);
});

describe('what can go wrong names the command', () => {
  test('QEMU refuses', async () => {
    const qmp = await open(({ execute, id }) => (execute === 'device_add' ? JSON.stringify({ error: { class: 'GenericError', desc: "Bus 'x' not found" }, id }) : undefined));
    await expect(qmp.execute('device_add')).rejects.toThrow(/expected: QEMU to take device_add\n.*GenericError: Bus 'x' not found/);
  });

  test('no answer comes in time', async () => {
    const qmp = await open(({ execute }) => (execute === 'stop' ? '' : undefined));
    await expect(qmp.execute('stop', undefined, 20)).rejects.toThrow(/waiting for QEMU to answer stop\n.*within 0.02 s/);
  });

  test('QEMU closes the channel, and says no more', async () => {
    const stream = new FakeMonitor(({ execute }) => (execute === 'stop' ? '' : undefined));
    const qmp = await openQmp(stream, quiet, quiet);
    const asked = qmp.execute('stop');
    stream.destroy();
    await expect(asked).rejects.toThrow(/expected: an answer to stop\n.*QEMU closed its control channel/);
    await expect(qmp.execute('cont')).rejects.toThrow(/expected: to send cont\n.*QEMU closed its control channel/);
    expect(await qmp.closed).toBeUndefined();
  });

  test('something else than QMP comes', async () => {
    const stream = new FakeMonitor(({ execute }) => (execute === 'stop' ? 'Segmentation fault' : undefined));
    const qmp = await openQmp(stream, quiet, quiet);
    await expect(qmp.execute('stop')).rejects.toThrow('Segmentation fault');
    expect((await qmp.closed)?.message).toContain('expected: a QMP message');
  });

  test('the log cannot be written', async () => {
    const full = (direction: string): void => { if (direction === '<-') throw new Error('ENOSPC: no space left on device, write'); };
    await expect(openQmp(new FakeMonitor(() => undefined), full, quiet)).rejects.toThrow(/expected: to .*\n.*ENOSPC/);
    const fullLater = (direction: string, line: string): void => { if (direction === '->' && line.includes('"stop"')) throw new Error('ENOSPC'); };
    const qmp = await openQmp(new FakeMonitor(() => undefined), fullLater, quiet);
    await expect(qmp.execute('stop')).rejects.toThrow(/expected: to send stop\n.*ENOSPC/);
  });

  test('a return of another shape', async () => {
    const qmp = await open(({ execute, id }) => (execute === 'query-status' ? JSON.stringify({ return: { state: 1 }, id }) : undefined));
    await expect(qmp.status()).rejects.toThrow(/expected: the answer to query-status that QMP specifies/);
  });
});

test('events go to whoever listens, and to nobody who has left', async () => {
  const heard: string[] = [];
  const stream = new FakeMonitor(() => undefined);
  const qmp = await openQmp(stream, quiet, quiet);
  const stop = qmp.onEvent(({ event }) => heard.push(event));
  stream.push('{"event": "ACPI_DEVICE_OST", "data": {}}\r\n');
  await qmp.execute('query-status').catch(() => undefined);
  stop();
  stream.push('{"event": "RESUME"}\r\n');
  await qmp.execute('query-status').catch(() => undefined);
  expect(heard).toEqual(['ACPI_DEVICE_OST']);
});
