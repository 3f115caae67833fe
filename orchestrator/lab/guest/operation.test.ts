import { expect, test } from 'vitest';
import type { BlockNumber, Pfn } from '../../model/units.ts';
import { writeOf, type OwnOperation } from './operation.ts';

test.each<[OwnOperation, string, string]>([
  [{ kind: 'write-attribute', device: 'dax0.0', value: '1' }, '/sys/bus/dax/devices/dax0.0/memmap_on_memory', '1'],
  [{ kind: 'bind', device: 'dax1.0' }, '/sys/bus/dax/drivers/kmem/bind', 'dax1.0'],
  [{ kind: 'unbind', device: 'dax1.0' }, '/sys/bus/dax/drivers/kmem/unbind', 'dax1.0'],
  [{ kind: 'write-id', driver: 'device_dax', file: 'remove_id', value: 'dax0.0' }, '/sys/bus/dax/drivers/device_dax/remove_id', 'dax0.0'],
  [{ kind: 'write-dax-state', device: 'dax0.0', value: 'unplugged' }, '/sys/bus/dax/devices/dax0.0/state', 'unplugged'],
  [{ kind: 'write-dax-size', device: 'dax0.1', value: '0' }, '/sys/bus/dax/devices/dax0.1/size', '0'],
  [{ kind: 'write-dax-mapping', device: 'dax0.1', value: '100000000-107ffffff' }, '/sys/bus/dax/devices/dax0.1/mapping', '100000000-107ffffff'],
  [{ kind: 'write-dax-region', region: 2, file: 'delete', value: 'dax2.1' }, '/sys/bus/dax/devices/dax2.0/../dax_region/delete', 'dax2.1'],
  [{ kind: 'write-state', block: 34 as BlockNumber, value: 'online_movable' }, '/sys/devices/system/memory/memory34/state', 'online_movable'],
  [{ kind: 'inject-notifier', event: 'MEM_GOING_ONLINE', errno: 'ENOMEM' }, '/sys/kernel/debug/notifier-error-inject/memory/actions/MEM_GOING_ONLINE/error', '-12'],
  [{ kind: 'write-policy', policy: 'auto_online_blocks', value: 'online' }, '/sys/devices/system/memory/auto_online_blocks', 'online'],
  [{ kind: 'write-policy', policy: 'online_policy', value: '' }, '/sys/module/memory_hotplug/parameters/online_policy', '\n'],
  [{ kind: 'inject-notifier', event: 'MEM_GOING_OFFLINE', errno: 'OK' }, '/sys/kernel/debug/notifier-error-inject/memory/actions/MEM_GOING_OFFLINE/error', '0'],
  [{ kind: 'poison-page', block: 32 as BlockNumber, pfn: 0x104e20 as Pfn }, '/sys/devices/system/memory/hard_offline_page', '0x104e20000'],
])('%j', (operation, path, value) => {
  expect(writeOf(operation)).toEqual({ path, value });
});

test('an empty value goes as a newline, because a write of no bytes does not reach the driver', () => {
  expect(writeOf({ kind: 'write-attribute', device: 'dax0.0', value: '' }).value).toBe('\n');
});

test('any other value goes as it stands', () => {
  expect(writeOf({ kind: 'write-attribute', device: 'dax0.0', value: ' 1\n' }).value).toBe(' 1\n');
});
