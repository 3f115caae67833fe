/** Other kernels than the one of every day, and a guest that runs out of memory. */
import { expect, test } from 'vitest';
import { machineSchema, type Machine } from '../../config/machine.ts';
import { UnsupportedError } from '../errors.ts';
import { cxl, hmem, nvdimm } from '../qemu/fixtures/machines.ts';
import { liveGuest, type LiveGuest } from './fixtures/live-guest.ts';

async function withGuest(machine: Machine, kernel: string, use: (live: LiveGuest) => Promise<void>): Promise<void> {
  const live = await liveGuest(machine, kernel);
  try {
    await use(live);
  } finally {
    live.guest.close();
    await live.stop();
  }
}

test.each<[string, string, Machine, number]>([
  ['debian:6.1', 'nvdimm', nvdimm, 7], ['debian:6.1', 'hmem', hmem, 8],
  ['debian:7.3', 'cxl', cxl, 8], ['debian:7.3', 'nvdimm', nvdimm, 7], ['debian:7.3', 'hmem', hmem, 8],
])('%s prepares %s, binds it and lets it go', async (kernel, _name, machine, count) => {
  await withGuest(machine, kernel, async ({ guest }) => {
    await guest.prepare(machine);
    const baseline = await guest.observe();
    expect(baseline.dax).toMatchObject([{ name: 'dax0.0', driver: undefined }]);
    expect(await guest.perform({ kind: 'bind', device: 'dax0.0' }, 1)).toMatchObject({ errno: 0 });
    expect((await guest.observe()).blocks).toHaveLength(baseline.blocks.length + count);
    expect(await guest.perform({ kind: 'unbind', device: 'dax0.0' }, 2)).toMatchObject({ errno: 0 });
    expect((await guest.observe()).blocks).toEqual(baseline.blocks);
  });
});

test('6.1 makes no CXL regions of volatile memory, and says so', async () => {
  await withGuest(cxl, 'debian:6.1', async ({ guest }) => {
    const error = await guest.prepare(cxl).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(String(error)).toContain('no CXL RAM regions');
  });
});

test('devices of two kinds beside each other', async () => {
  const devices = [{ kind: 'soft-reserved', id: 'hmem0', size: '1GiB', dax: 'dax0.0' }, { kind: 'cxl-volatile', id: 'mem0', size: '512MiB', dax: 'dax1.0' }, { kind: 'cxl-volatile', id: 'mem1', size: '1GiB', dax: 'dax2.0' }];
  const machine = machineSchema.parse({ name: 'mixed', description: 'two kinds', memory: '2GiB', hypervisorBit: 'hidden', devices });
  await withGuest(machine, 'debian:6.12', async ({ guest }) => {
    await guest.prepare(machine);
    expect((await guest.observe()).dax.map(({ name, size, origin }) => [name, size / 2 ** 20, origin])).toEqual([['dax0.0', 1024, 'hmem'], ['dax1.0', 512, 'cxl'], ['dax2.0', 1024, 'cxl']]);
  });
});

test('a guest whose memory an add has used up still performs and answers', async () => {
  const machine = machineSchema.parse({ name: 'small', description: 'little DRAM, much to add', memory: '512MiB', devices: [{ kind: 'soft-reserved', id: 'hmem0', size: '32GiB', dax: 'dax0.0' }] });
  await withGuest(machine, 'debian:6.12', async ({ guest }) => {
    await guest.prepare(machine);
    const before = await guest.observe();
    expect(await guest.perform({ kind: 'bind', device: 'dax0.0' }, 1)).toMatchObject({ errno: 12 });
    expect((await guest.observe()).meminfo.memFree).toBeLessThan(before.meminfo.memFree / 10);
    for (let index = 2; index < 6; index++) expect(await guest.perform({ kind: 'bind', device: 'dax0.0' }, index)).toMatchObject({ errno: 17 });
    expect((await guest.observe()).blocks).toEqual(before.blocks);
  });
});
