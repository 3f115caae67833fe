import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { deviceSchema } from '../../config/machine.ts';
import type { Operation } from '../../model/operation.ts';
import { UnsupportedError } from '../errors.ts';
import { connect } from './connect.ts';
import type { Deadlines } from './deadline.ts';
import { fakeGuest, type Answer, type FakeGuest, type FakeGuestOptions } from './fixtures/fake-guest.ts';
import type { Guest } from './guest.ts';
import { ChannelLostError } from './lost.ts';
import { captured } from './observe/fixtures/captured.ts';

const bind: Operation = { kind: 'bind', device: 'dax0.0' };
const LOG = { first: 0, next: 312, read: 312, overrun: false, printed: 310 };
const NVDIMM = { devices: [deviceSchema.parse({ kind: 'nvdimm', id: 'dimm0', size: '1GiB', dax: 'dax0.0' })] };
const ends: (() => Promise<void>)[] = [];
afterEach(async () => { for (const end of ends.splice(0)) await end(); });

async function guestWith(options: FakeGuestOptions, deadlines: Partial<Deadlines> = {}): Promise<{ guest: Guest; fake: FakeGuest }> {
  const fake = await fakeGuest(options);
  const guest = await connect({ ...fake.address, deadline: { awaiting: 'the guest', milliseconds: 20_000 }, deadlines });
  ends.push(async () => {
    guest.close();
    await fake.close();
  });
  return { guest, fake };
}

/** Answers by kind of request. */
const answers = (table: Record<string, object | undefined>): Answer => ({ op }) => table[String(op)];
const observed = () => Object.fromEntries(Object.entries(captured('6.12.117-cxl-prepared')).filter(([key]) => key !== 'id'));

test('an operation is one write, its errno is the answer', async () => {
  const requests: unknown[] = [];
  const { guest } = await guestWith({ answer: (request) => {
    requests.push(request);
    return request['op'] === 'write' ? { call: 'write', errno: 16, written: 0, log: LOG } : undefined;
  } });
  expect(await guest.perform(bind, 3)).toEqual({ errno: 16, call: 'write', log: LOG });
  expect(requests.at(-1)).toEqual({ id: 2, op: 'write', path: '/sys/bus/dax/drivers/kmem/bind', value: 'dax0.0', operation: 3 });
});

test('operations that are made together are one request, and each has its errno', async () => {
  const requests: unknown[] = [];
  let results: unknown[] = [{ call: 'write', errno: 0, written: 6 }, { call: 'open', errno: 2, written: 0 }];
  const { guest } = await guestWith({ answer: (request) => {
    requests.push(request);
    return request['op'] === 'together' ? { results, log: LOG } : undefined;
  } });
  const both = [{ kind: 'unbind', device: 'dax0.0' }, { kind: 'write-state', block: 32 as never, value: 'online' }] as const;
  expect(await guest.performTogether(both, 3)).toEqual({ errnos: [0, 2], cut: [], log: LOG });
  expect(requests.at(-1)).toEqual({ id: 2, op: 'together', operation: 3, seconds: 60, writes: [
    { path: '/sys/bus/dax/drivers/kmem/unbind', value: 'dax0.0' }, { path: '/sys/devices/system/memory/memory32/state', value: 'online' },
  ] });
  results = [{ cut: 1 }, { call: 'write', errno: 0, written: 6 }];
  expect(await guest.performTogether(both, 4)).toMatchObject({ errnos: [4, 0], cut: [0] });
  results = [{ call: 'write', errno: 0, written: 6 }];
  await expect(guest.performTogether(both, 4)).rejects.toThrow(ChannelLostError);
});

test('a device that is made anew is a program between two marks', async () => {
  const requests: unknown[] = [];
  const { guest } = await guestWith({ answer: ({ op, argv, edge }) => {
    requests.push(argv ?? `${String(op)} ${typeof edge === 'string' ? edge : ''}`.trim());
    return { mark: edge === 'begin' ? { edge } : { edge, log: LOG }, run: { status: 1, signal: 0, output: 'failed: no region0\nerrno: 19\n' } }[String(op)];
  } });
  expect(await guest.remake(NVDIMM, { kind: 'destroy', what: 'namespace', device: 'dax0.0' }, 3)).toEqual({ errno: 19, log: LOG });
  expect(requests).toEqual(['hello', 'mark begin', ['/daxlab/remake', 'destroy', 'nvdimm:dax0.0'], 'mark end']);
});

test('an observation is parsed', async () => {
  const { guest } = await guestWith({ answer: answers({ observe: observed() }) });
  expect((await guest.observe()).blocks).toHaveLength(16);
});

test('preparing ends with an observation that nobody sees', async () => {
  const asked: unknown[] = [];
  const { guest } = await guestWith({ answer: ({ op, argv }) => {
    asked.push(argv ?? op);
    return { run: { status: 0, signal: 0, output: '' }, observe: observed() }[String(op)];
  } });
  await guest.prepare(NVDIMM);
  expect(asked).toEqual(['hello', ['/daxlab/prepare', 'nvdimm:dax0.0'], 'observe']);
});

test('what the guest cannot prepare is unsupported', async () => {
  const { guest } = await guestWith({ answer: answers({ run: { status: 3, signal: 0, output: 'unsupported: no dax\n' } }) });
  await expect(guest.prepare(NVDIMM)).rejects.toThrow(UnsupportedError);
});

test('a guest with nothing left to prepare is only looked at', async () => {
  const asked: unknown[] = [];
  const { guest } = await guestWith({ answer: (request) => { asked.push(request['op']); return request['op'] === 'observe' ? observed() : undefined; } });
  await guest.prepare({ devices: [] });
  expect(asked).toEqual(['hello', 'observe']);
});

test('what another does to the guest is marked, and told with its calls and what there is of its log', async () => {
  const log = { first: 7, next: 9, read: 2, overrun: false, printed: 2 };
  const asked: unknown[] = [];
  const { guest } = await guestWith({ answer: (request) => {
    const { op, operation, edge } = request;
    if (op !== 'mark') return undefined;
    asked.push([operation, edge]);
    return { edge, ...(edge === 'end' ? { calls: '  kworker/0:1-12 [000] .....  1.000000: online_pages: (online_pages+0x0/0x1) first=0x100000 count=512\n', profile: '', log } : {}) };
  } });
  expect(await guest.around(4, () => { asked.push('done'); return Promise.resolve(16); })).toEqual({ value: 16, log, calls: [{ fn: 'online_pages', first: 0x100000, count: 512, at: 1 }] });
  expect(asked).toEqual([[4, 'begin'], 'done', [4, 'end']]);
});

describe('never a success', () => {
  const performing = async (options: FakeGuestOptions, deadlines?: Partial<Deadlines>): Promise<ChannelLostError> => {
    const { guest } = await guestWith(options, deadlines);
    const error: unknown = await guest.perform(bind, 3).then((value) => value, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(ChannelLostError);
    return error as ChannelLostError;
  };

  test.each([
    ['without an errno', { call: 'write', written: 6, log: LOG }],
    ['with a negative errno', { call: 'write', errno: -16, written: 0, log: LOG }],
    ['with an errno in words', { call: 'write', errno: 'EBUSY', written: 0, log: LOG }],
    ['without an account of the log', { call: 'write', errno: 0, written: 6 }],
    ['of another kind', { status: 0, signal: 0, output: '' }],
    ['that refuses', { refused: 'unknown op write' }],
    ['with half of the bytes taken and no errno', { call: 'write', errno: 0, written: 3, log: LOG }],
  ])('a reply %s', async (_what, reply) => {
    expect(await performing({ answer: answers({ write: reply }) })).toMatchObject({ how: 'connection', lastRequest: 'operation 3: write "dax0.0" to /sys/bus/dax/drivers/kmem/bind' });
  });

  test('no reply: a hang', async () => {
    expect(await performing({}, { operation: 50 })).toMatchObject({ how: 'hang' });
  });

  test('an agent that ends in the operation', async () => {
    const end: Answer = ({ op }, channel) => {
      if (op === 'write') channel.end();
      return undefined;
    };
    expect(await performing({ answer: end })).toMatchObject({ how: 'connection' });
  });

  test('a connection that is cut in the operation', async () => {
    const { guest, fake } = await guestWith({ answer: ({ op }) => {
      if (op === 'write') setImmediate(() => { fake.cut(); });
      return undefined;
    } });
    await expect(guest.perform(bind, 3)).rejects.toMatchObject({ how: 'connection', lastRequest: 'operation 3: write "dax0.0" to /sys/bus/dax/drivers/kmem/bind' });
    await expect(guest.observe()).rejects.toThrow(ChannelLostError);
  });
});

describe('a shell', () => {
  const typed = (text: string): PassThrough => new PassThrough().end(text);

  test('is connected to the terminal and gives its exit status', async () => {
    const { guest } = await guestWith({ shell: (channel) => {
      channel.on('data', (data: Buffer) => {
        channel.write(`you said ${data.toString()}`);
        channel.exit(5);
        channel.end();
      });
    } });
    const output = new PassThrough();
    expect(await guest.shell({ input: typed('hello'), output })).toBe(5);
    expect(String(output.read())).toBe('you said hello');
  });

  test('that ends without a status is lost', async () => {
    const { guest } = await guestWith({ shell: (channel) => { channel.end(); } });
    await expect(guest.shell({ input: typed(''), output: new PassThrough() })).rejects.toMatchObject({ how: 'connection' });
  });
});
