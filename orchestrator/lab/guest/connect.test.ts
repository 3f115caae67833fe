import { afterEach, expect, test } from 'vitest';
import { BootError, InfrastructureError } from '../errors.ts';
import { connect, type ConnectOptions } from './connect.ts';
import { fakeGuest, freePort, type FakeGuest, type FakeGuestOptions } from './fixtures/fake-guest.ts';
import { makeRunKeys } from './keys.ts';
import { ChannelLostError } from './lost.ts';

const LONG = { awaiting: 'the guest to boot', milliseconds: 20_000 };
const SHORT = { awaiting: 'the guest to boot', milliseconds: 300 };
const open: FakeGuest[] = [];
afterEach(async () => { for (const guest of open.splice(0)) await guest.close(); });

async function start(options: FakeGuestOptions = {}): Promise<FakeGuest> {
  const guest = await fakeGuest(options);
  open.push(guest);
  return guest;
}

const failure = async (asked: Promise<unknown>): Promise<Error> => asked.then(() => { throw new Error('it did not fail'); }, (error: unknown) => error as Error);
const tryConnect = (fake: FakeGuest, more: Partial<ConnectOptions> = {}) => connect({ ...fake.address, deadline: LONG, ...more });

test('a guest that answers tells its release', async () => {
  const guest = await tryConnect(await start());
  expect(guest.release).toBe('6.12.0-fake');
  guest.close();
});

test('a connection that gets no word is given up for a new one', async () => {
  const fake = await start({ silentFirst: 2 });
  (await tryConnect(fake)).close();
  expect(fake.connections()).toBe(3);
});

test('nothing is tried before the guest listens', async () => {
  const fake = await start();
  let listens = (): void => undefined;
  const connecting = tryConnect(fake, { listening: new Promise<void>((resolve) => { listens = resolve; }) });
  await new Promise((resolve) => { setImmediate(resolve); });
  expect(fake.connections()).toBe(0);
  listens();
  (await connecting).close();
});

test.each([['nobody listens', {}], ['it never says that it listens', { listening: new Promise<void>(() => undefined) }]])('a boot error names the deadline when %s', async (_what, more) => {
  const error = await failure(connect({ host: '127.0.0.1', port: await freePort(), ...makeRunKeys(), deadline: SHORT, ...more }));
  expect(error).toBeInstanceOf(BootError);
  expect(error.message).toContain('the guest to boot within 0.3 s');
});

test('a boot error when somebody listens and says nothing', async () => {
  const error = await failure(tryConnect(await start({ silentFirst: Infinity }), { deadline: { ...SHORT, milliseconds: 900 } }));
  expect(error).toBeInstanceOf(BootError);
  expect(error.message).toContain('no SSH greeting');
});

test('another host key is refused at once', async () => {
  const fake = await start();
  const error = await failure(tryConnect(fake, { hostPublicKey: makeRunKeys().hostPublicKey }));
  expect(error).toBeInstanceOf(InfrastructureError);
  expect(error.message).toMatch(/expected: the run's own host key SHA256:[^]*seen: +host key SHA256:/);
  expect(fake.connections()).toBe(1);
});

test('a refused login is not tried again', async () => {
  const fake = await start({ refuseLogin: true });
  expect(await failure(tryConnect(fake))).toBeInstanceOf(InfrastructureError);
  expect(fake.connections()).toBe(1);
});

test('an abort ends it with its own reason: while nobody listens, in silence, before and after', async () => {
  const reason = new Error('QEMU died');
  const port = await freePort();
  const silent = await start({ silentFirst: Infinity });
  for (const [where, address] of [['nobody', { ...silent.address, port }], ['silence', silent.address]] as const) {
    const controller = new AbortController();
    const connecting = failure(connect({ ...address, deadline: LONG, signal: controller.signal }));
    setImmediate(() => { controller.abort(reason); });
    expect(await connecting, where).toBe(reason);
  }
  expect(await failure(connect({ ...silent.address, deadline: LONG, signal: AbortSignal.abort(reason) }))).toBe(reason);
});

test('an abort while the agent is reached', async () => {
  const reason = new Error('interrupted');
  const controller = new AbortController();
  const fake = await start({ agent: () => { controller.abort(reason); } });
  expect(await failure(tryConnect(fake, { signal: controller.signal }))).toBe(reason);
});

test('an agent that ends at once has said why on the console', async () => {
  const error = await failure(tryConnect(await start({ agent: (channel) => { channel.end(); } })));
  expect(error).toBeInstanceOf(ChannelLostError);
  expect(error.message).toContain("the agent ended: see the guest's console");
});

test('an agent that is not there', async () => {
  const error = await failure(tryConnect(await start({ noAgent: true })));
  expect(error).toBeInstanceOf(ChannelLostError);
  expect(error).toMatchObject({ how: 'connection' });
  expect(error.message).toContain('reaching the agent in the guest');
});

test('an agent of another protocol is not talked to', async () => {
  const error = await failure(tryConnect(await start({ answer: () => ({ protocol: 2, release: 'x' }) })));
  expect(error).toBeInstanceOf(ChannelLostError);
  expect(error.message).toContain('protocol 1');
});

test('an agent that says nothing is a hang', async () => {
  const error = await failure(tryConnect(await start({ agent: () => undefined }), { deadlines: { agentStart: 50 } }));
  expect(error).toMatchObject({ how: 'hang', lastRequest: 'hello' });
});
