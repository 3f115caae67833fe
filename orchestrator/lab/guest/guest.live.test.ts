/** What fakes cannot show: what the scripts in a real guest do. */
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Machine } from '../../config/machine.ts';
import type { Observation } from '../../model/observation.ts';
import type { OwnOperation } from './operation.ts';
import type { BlockNumber } from '../../model/units.ts';
import { cxl, hmem, nvdimm } from '../qemu/fixtures/machines.ts';
import { liveGuest, type LiveGuest } from './fixtures/live-guest.ts';
import type { Performed } from './operation.ts';

const [OK, ENOENT, EBUSY, ENODEV, EINVAL] = [0, 2, 16, 19, 22];
const GIB = 2 ** 30;
const attribute = (value: string): OwnOperation => ({ kind: 'write-attribute', device: 'dax0.0', value });
const bind: OwnOperation = { kind: 'bind', device: 'dax0.0' };
const unbind: OwnOperation = { kind: 'unbind', device: 'dax0.0' };
const state = (block: number, value: string): OwnOperation => ({ kind: 'write-state', block: block as BlockNumber, value });

describe.each<[string, Machine, object, number]>([
  ['cxl', cxl, { origin: 'cxl', size: GIB, memmapOnMemory: '1' }, 8],
  ['nvdimm', nvdimm, { origin: 'pmem', size: GIB - 2 ** 21, memmapOnMemory: '0' }, 7],
  ['hmem', hmem, { origin: 'hmem', size: GIB, memmapOnMemory: '0' }, 8],
])('a guest with %s', (_name, machine, device, count) => {
  let live: LiveGuest;
  let baseline: Observation;
  let index = 0;
  const logs: Performed['log'][] = [];
  const perform = async (operation: OwnOperation): Promise<Performed> => {
    const performed = await live.guest.perform(operation, ++index);
    logs.push(performed.log);
    return performed;
  };
  const errno = async (operation: OwnOperation): Promise<number> => (await perform(operation)).errno;
  const added = async (): Promise<number[]> => (await live.guest.observe()).blocks.map(({ number }) => number).filter((number) => !baseline.blocks.some((block) => block.number === number));

  beforeAll(async () => {
    live = await liveGuest(machine);
    await live.guest.prepare(machine);
    baseline = await live.guest.observe();
  });
  afterAll(async () => {
    live.guest.close();
    await live.stop();
  });

  test('is prepared: one dax device, bound to no driver', () => {
    expect(baseline.dax).toMatchObject([{ name: 'dax0.0', driver: undefined, ...device }]);
    expect(baseline.blocks).toHaveLength(16);
    expect(baseline.tainted).toBe(0);
  });

  test('answers every write with its errno, and ends where it began', async () => {
    expect(await errno(unbind)).toBe(ENODEV);
    for (const garbage of ['', ' 1', '2', '\n']) expect(await errno(attribute(garbage))).toBe(EINVAL);
    expect(await errno(attribute('1'))).toBe(OK);
    expect(await errno(bind)).toBe(OK);
    expect(await errno(bind)).toBe(EBUSY);
    expect(await errno(attribute('0'))).toBe(EBUSY);
    expect(await errno(attribute('1'))).toBe(OK);
    const blocks = await added();
    expect(blocks).toHaveLength(count);
    for (const block of blocks) expect(await errno(state(block, 'online_movable'))).toBe(OK);
    const online = await live.guest.observe();
    expect(online.meminfo.memTotal - baseline.meminfo.memTotal).toBe(count * (131072 - 2048));
    const [first = 0] = blocks;
    expect(await errno(state(first, 'online'))).toBe(EINVAL);
    for (const block of blocks) expect(await errno(state(block, 'offline'))).toBe(OK);
    expect(await errno(state(first, 'offline'))).toBe(EINVAL);
    expect(await errno(unbind)).toBe(OK);
    expect(await perform(state(first, 'online'))).toMatchObject({ errno: ENOENT, call: 'open' });
    const end = await live.guest.observe();
    expect(end).toMatchObject({ blocks: baseline.blocks, iomem: baseline.iomem, nodeMasks: baseline.nodeMasks, tainted: 0 });
  });

  test('accounts for every record of the kernel log, as many lines as the console shows', () => {
    expect(logs[0]?.first).toBe(0);
    for (const [place, { first, next, read, overrun }] of logs.entries()) {
      expect({ read, overrun, next: logs[place + 1]?.first ?? next }).toEqual({ read: next - first, overrun: false, next });
    }
    const end = live.console.findIndex((line) => line.endsWith(`daxlab: operation ${logs.length} end`));
    expect(logs.reduce((sum, { printed }) => sum + printed, 0)).toBe(live.console.slice(0, end + 1).filter((line) => /^\[ *\d+\.\d+\] /.test(line)).length);
  });

  test('marks each operation in the kernel log, in order and none lost', () => {
    const marks = live.console.flatMap((line) => /daxlab: (operation \d+ \w+)/.exec(line)?.[1] ?? []);
    expect(marks).toEqual(Array.from({ length: index }, (_, n) => [`operation ${n + 1} begin`, `operation ${n + 1} end`]).flat());
  });
});

describe('the agent', () => {
  let live: LiveGuest;
  beforeAll(async () => { live = await liveGuest(hmem, 'debian:6.12', { observe: 20_000 }); });
  afterAll(async () => { await live.stop(); });
  const sh = async (command: string): Promise<string> => (await live.guest.run(['/bin/sh', '-c', command], 20_000)).output.trim();

  test('forks nothing to observe', async () => {
    const forks = async (): Promise<number> => Number(await sh("sed -n 's/^processes //p' /proc/stat"));
    const start = await forks();
    const cost = (await forks()) - start;
    for (let n = 0; n < 5; n++) await live.guest.observe();
    expect((await forks()) - start - cost).toBe(cost);
  });

  test('is locked in memory, and nothing of ours can be killed for want of memory', async () => {
    expect(Number(await sh("sed -n 's/^VmLck:[^0-9]*\\([0-9]*\\) kB/\\1/p' /proc/$PPID/status"))).toBeGreaterThan(1000);
    expect(await sh("for name in init dropbear agent; do for pid in $(pidof $name || echo 1); do cat /proc/$pid/oom_score_adj; done; done | sort -u")).toBe('-1000');
  });

  test('tells exit status, signal and output of what it runs', async () => {
    expect(await live.guest.run(['/bin/sh', '-c', 'echo out; echo "\\"err\\"	\u00e9" >&2; exit 7'], 20_000)).toMatchObject({ status: 7, signal: 0, output: 'out\n"err"\t\u00c3\u00a9\n' });
    expect(await live.guest.run(['/bin/sh', '-c', 'kill -9 $$'], 20_000)).toMatchObject({ status: 0, signal: 9 });
    expect(await live.guest.run(['/no/such/program'], 20_000)).toMatchObject({ status: 127, output: expect.stringContaining('No such file') as string });
  });

  test('has the tools for people beside it, in a shell', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    input.write('for tool in ndctl daxctl cxl; do $tool version; done; echo $((6 * 7)); exit 3\n');
    expect(await live.guest.shell({ input, output })).toBe(3);
    expect(String(output.read())).toMatch(/^(\d+\n){3}42\n$/);
  });

  test('that is killed is a lost connection, not an answer', async () => {
    await expect(live.guest.run(['/bin/sh', '-c', 'kill -9 $PPID'], 20_000)).rejects.toMatchObject({ how: 'connection', lastRequest: 'run /bin/sh -c kill -9 $PPID' });
    await expect(live.guest.observe()).rejects.toMatchObject({ how: 'connection' });
  });
});

test('a guest that stops answering hangs, one that is gone has lost its connection', async () => {
  const live = await liveGuest(hmem);
  try {
    await expect(live.guest.run(['sleep', '60'], 300)).rejects.toMatchObject({ how: 'hang', lastRequest: 'run sleep 60' });
  } finally {
    await live.stop();
  }
  const gone = await liveGuest(hmem);
  const asked = gone.guest.run(['sleep', '60'], 60_000);
  await Promise.all([expect(asked).rejects.toMatchObject({ how: 'connection' }), gone.stop()]);
});
