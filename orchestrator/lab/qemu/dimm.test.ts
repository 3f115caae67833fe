import { expect, test } from 'vitest';
import { InfrastructureError } from '../errors.ts';
import { ChannelLostError } from '../guest/lost.ts';
import { plugDimm, unplugDimm } from './dimm.ts';
import type { Qmp } from './qmp/client.ts';
import type { QmpEvent } from './qmp/message.ts';

interface Said { readonly event: string; readonly data: Record<string, unknown> }
const ost = (source: number, status: number, device?: string, slot = '0'): Said =>
  ({ event: 'ACPI_DEVICE_OST', data: { info: { ...(device === undefined ? {} : { device }), slot, 'slot-type': 'DIMM', source, status } } });

/** A QEMU that says `events` after each command; `left` is how many still listen. */
function qemu(...events: Said[]): { qmp: Qmp; commands: unknown[]; left: () => number } {
  const listeners = new Set<(event: QmpEvent) => void>();
  const commands: unknown[] = [];
  const qmp = {
    execute: (command: string, argument?: unknown) => {
      commands.push([command, argument]);
      for (const event of events) for (const listener of listeners) listener(event);
      return Promise.resolve({});
    },
    onEvent: (listener: (event: QmpEvent) => void) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  } as unknown as Qmp;
  return { qmp, commands, left: () => listeners.size };
}
const dimm0 = { name: 'dimm0', start: 2 ** 32, node: 1 };

test('a DIMM is plugged in where it is said to be, and the guest\'s word is waited for', async () => {
  const { qmp, commands, left } = qemu(ost(1, 1, 'dimm1'), ost(3, 1, 'dimm0'), ost(1, 0, 'dimm0'));
  expect(await plugDimm(qmp, dimm0)).toBe(0);
  expect(commands).toEqual([['device_add', { driver: 'pc-dimm', id: 'dimm0', memdev: 'dimm0_memory', node: 1, addr: 2 ** 32 }]]);
  expect(left()).toBe(0);
});

test('one that is asked back is gone at the last word, which comes from its slot alone', async () => {
  // Captured from a guest with 6.12; another slot's word is not this one's.
  const { qmp } = qemu(ost(3, 132, 'dimm0', '1'), { event: 'DEVICE_DELETED', data: { device: 'dimm0' } }, ost(3, 0x82, undefined, '0'), ost(3, 0, undefined, '1'));
  expect(await unplugDimm(qmp, 'dimm0')).toBe(0);
});

test('a guest that says it is gone while QEMU still has it is not believed', async () => {
  expect(await unplugDimm(qemu(ost(3, 132, 'dimm0'), { event: 'DEVICE_DELETED', data: { device: 'dimm1' } }, ost(3, 0, 'dimm0')).qmp, 'dimm0')).toBe(5);
});

test.each([
  [{ event: 'MEM_UNPLUG_ERROR', data: { device: 'dimm0', msg: 'it is in use' } }, /QEMU to let go of it[^]*it is in use/],
  [{ event: 'DEVICE_UNPLUG_GUEST_ERROR', data: { device: 'dimm0', path: '/machine/peripheral/dimm0' } }, /QEMU to let go of it[^]*DEVICE_UNPLUG_GUEST_ERROR/],
])('what QEMU itself refuses is told: $event', async (refused, words) => {
  await expect(unplugDimm(qemu(ost(3, 132, 'dimm0'), refused, ost(3, 0, 'dimm0')).qmp, 'dimm0')).rejects.toThrow(words);
});

test.each([[0x82, 16], [0x80, 1], [1, 5], [0x81, 5]])('the answer 0x%x is errno %i', async (status, errno) => {
  expect(await unplugDimm(qemu(ost(3, 132, 'dimm0'), ost(3, status, 'dimm0')).qmp, 'dimm0')).toBe(errno);
});

test('an event in another shape than QMP\'s is told', async () => {
  const { qmp, left } = qemu({ event: 'ACPI_DEVICE_OST', data: { info: 'dimm0' } });
  await expect(plugDimm(qmp, dimm0)).rejects.toThrow(InfrastructureError);
  expect(left()).toBe(0);
});

test('a guest that says nothing hangs', async () => {
  const { qmp, left } = qemu(ost(3, 132, 'dimm0'));
  await expect(unplugDimm(qmp, 'dimm0', 20)).rejects.toThrow(ChannelLostError);
  await expect(plugDimm(qmp, dimm0, 20)).rejects.toMatchObject({ how: 'hang' });
  expect(left()).toBe(0);
});
