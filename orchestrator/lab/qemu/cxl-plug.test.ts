import { expect, test } from 'vitest';
import { machineSchema } from '../../config/machine.ts';
import { InfrastructureError } from '../errors.ts';
import { plugCxl, removable, unplugCxl } from './cxl-plug.ts';
import type { Qmp } from './qmp/client.ts';

const machine = machineSchema.parse({
  name: 'some', description: 'some', memory: '1GiB', hypervisorBit: 'hidden',
  devices: [{ kind: 'cxl-interleaved', id: 'both', ways: 2, size: '1GiB', dax: 'dax0.0' }, { kind: 'cxl-volatile', id: 'mem0', size: '256MiB', dax: 'dax1.0' }],
});

function qemu(...left: string[]): { qmp: Qmp; commands: unknown[] } {
  const commands: unknown[] = [];
  const execute = (command: string, argument?: unknown) => {
    commands.push([command, argument]);
    return Promise.resolve(command === 'qom-list' ? left.map((name) => ({ name, type: 'child<device>' })) : {});
  };
  return { qmp: { execute } as unknown as Qmp, commands };
}

test('an expander is out when the guest has let go of it, and QEMU has it no more', async () => {
  const { qmp, commands } = qemu('mem1', 'network_card');
  expect(await unplugCxl(qmp, machine, 'dax1.0', () => { commands.push('left'); return Promise.resolve(0); })).toBe(0);
  expect(commands).toEqual([['device_del', { id: 'mem0' }], 'left', ['qom-list', { path: '/machine/peripheral' }]]);
});

test('one that QEMU still has then is nobody\'s word', async () => {
  await expect(unplugCxl(qemu('mem0').qmp, machine, 'dax1.0', () => Promise.resolve(0))).rejects.toThrow(/QEMU without it[^]*it is there/);
});

test('what is plugged in is like it, with memory of its own', async () => {
  const { qmp, commands } = qemu();
  await plugCxl(qmp, machine, 'dax1.0', 7);
  expect(commands).toEqual([
    ['object-add', { 'qom-type': 'memory-backend-ram', id: 'mem0_memory_7', size: 256 * 2 ** 20, reserve: false }],
    ['device_add', { driver: 'cxl-type3', id: 'mem0', bus: 'mem0_port', 'volatile-memdev': 'mem0_memory_7', sn: 3 }],
  ]);
});

test('only a region on one expander can lose it', async () => {
  expect(removable(machine)).toEqual(['dax1.0']);
  await expect(plugCxl(qemu().qmp, machine, 'dax0.0', 1)).rejects.toThrow(InfrastructureError);
});
