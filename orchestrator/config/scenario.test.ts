import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { scenarioSchema } from './scenario.ts';

const steps = (...list: unknown[]) => scenarioSchema.parse({ name: 'some', description: 'some', steps: list }).steps;
const refused = (step: unknown): boolean => !scenarioSchema.safeParse({ name: 'some', description: 'some', steps: [step] }).success;

describe('a step', () => {
  it('repeats others, however deep', () => {
    expect(steps({ repeat: 5, steps: [{ bind: 'kmem' }, { repeat: 2, steps: [{ 'write-state': 'online', blocks: 'all' }] }] })).toEqual([
      { kind: 'repeat', times: 5, steps: [{ kind: 'bind' }, { kind: 'repeat', times: 2, steps: [{ kind: 'write-state', value: 'online', blocks: 'all' }] }] },
    ]);
    for (const bad of [{ repeat: 0, steps: [{ bind: 'kmem' }] }, { repeat: 5000, steps: [{ bind: 'kmem' }] }, { repeat: 2, steps: [] }, { repeat: 2 }, { repeat: 2, steps: [{ bind: 'dax' }] }]) expect(refused(bad)).toBe(true);
  });

  it('injects an error by its name, and takes it back with 0', () => {
    expect(steps({ 'inject-notifier': 'MEM_GOING_ONLINE', error: 'ENOMEM' }, { 'inject-notifier': 'MEM_GOING_OFFLINE', error: 0 })).toEqual([
      { kind: 'inject-notifier', event: 'MEM_GOING_ONLINE', errno: 'ENOMEM' }, { kind: 'inject-notifier', event: 'MEM_GOING_OFFLINE', errno: 'OK' },
    ]);
    for (const error of ['OK', 'EHWPOISON', 'ENOTHING', -12, 12, undefined]) expect(refused({ 'inject-notifier': 'MEM_GOING_ONLINE', error })).toBe(true);
    expect(refused({ 'inject-notifier': 'MEM_PREPARE_ONLINE', error: 0 })).toBe(true);
  });

  it('makes and destroys a region or a namespace, of a device or of all', () => {
    expect(steps({ destroy: 'region' }, { make: 'namespace', device: 'dax1.0' })).toEqual([{ kind: 'destroy', what: 'region', device: undefined }, { kind: 'make', what: 'namespace', device: 'dax1.0' }]);
    for (const bad of [{ make: 'dimm' }, { destroy: 'region', device: 'dimm0' }]) expect(refused(bad)).toBe(true);
  });

  it('takes out the CXL expander of a dax device, and plugs one in', () => {
    expect(steps({ 'unplug-cxl': 'dax0.0' }, { 'plug-cxl': 'dax0.0' })).toEqual([{ kind: 'unplug-cxl', device: 'dax0.0' }, { kind: 'plug-cxl', device: 'dax0.0' }]);
    expect(refused({ 'unplug-cxl': 'dimm0' })).toBe(true);
  });

  it('has kmemleak look', () => {
    expect(steps({ 'seek-leaks': 'kmemleak' })).toEqual([{ kind: 'seek-leaks' }]);
    expect(refused({ 'seek-leaks': 'kasan' })).toBe(true);
  });

  it('writes a policy, a number as it stands', () => {
    expect(steps({ 'write-policy': 'auto_movable_ratio', value: 100 }, { 'write-policy': 'auto_online_blocks', value: 'garbage' })).toEqual([
      { kind: 'write-policy', policy: 'auto_movable_ratio', value: '100' }, { kind: 'write-policy', policy: 'auto_online_blocks', value: 'garbage' },
    ]);
    expect(refused({ 'write-policy': 'memmap_on_memory', value: 'Y' })).toBe(true);
  });

  it('names devices to a driver, all that there are, one, or none', () => {
    expect(steps({ 'write-id': 'new_id' }, { 'write-id': 'remove_id', driver: 'device_dax', device: 'dax0.0' }, { 'write-id': 'new_id', value: 'garbage' })).toEqual([
      { kind: 'write-id', file: 'new_id', driver: 'kmem' }, { kind: 'write-id', file: 'remove_id', driver: 'device_dax', device: 'dax0.0' }, { kind: 'write-id', file: 'new_id', driver: 'kmem', value: 'garbage' },
    ]);
  });

  it('writes the state of a device', () => {
    expect(steps({ 'write-dax-state': 'unplugged' }, { 'write-dax-state': '', device: 'dax0.0' })).toEqual([{ kind: 'write-dax-state', value: 'unplugged' }, { kind: 'write-dax-state', value: '', device: 'dax0.0' }]);
  });

  it('gives devices other memory, makes them and does away with them', () => {
    expect(steps({ 'write-dax-size': 0 }, { 'write-dax-mapping': '100000000-107ffffff', device: 'dax0.1' }, { 'write-dax-region': 'create', value: 1 })).toEqual([
      { kind: 'write-dax-size', value: '0' }, { kind: 'write-dax-mapping', value: '100000000-107ffffff', device: 'dax0.1' }, { kind: 'write-dax-region', file: 'create', value: '1', region: 0 },
    ]);
  });

  it('makes steps together, two at least, none of them a repetition', () => {
    expect(steps({ together: [{ unbind: 'kmem' }, { 'write-state': 'online', blocks: 'first' }] })).toEqual([
      { kind: 'together', steps: [{ kind: 'unbind' }, { kind: 'write-state', value: 'online', blocks: 'first' }] },
    ]);
    for (const bad of [[{ bind: 'kmem' }], [{ bind: 'kmem' }, { repeat: 2, steps: [{ bind: 'kmem' }] }], [{ bind: 'kmem' }, { together: [{ bind: 'kmem' }, { bind: 'kmem' }] }]]) expect(refused({ together: bad })).toBe(true);
  });

  it('poisons a page of blocks', () => {
    expect(steps({ 'poison-page': 20000, blocks: 'first' })).toEqual([{ kind: 'poison-page', page: 20000, blocks: 'first' }]);
    for (const bad of [{ 'poison-page': -1, blocks: 'first' }, { 'poison-page': 1 }]) expect(refused(bad)).toBe(true);
  });

  it('fills a node, pins pages and lets go of them', () => {
    expect(steps({ fill: '16MiB' }, { fill: 'most', device: 'dax1.0' }, { pin: 'pipe', blocks: [1] }, { pin: 'long-term', blocks: 'all' }, { release: 'all' })).toEqual([
      { kind: 'fill', size: 16 * 2 ** 20 }, { kind: 'fill', size: 'most', device: 'dax1.0' },
      { kind: 'pin', by: 'pipe', blocks: [1] }, { kind: 'pin', by: 'long-term', blocks: 'all' }, { kind: 'release' },
    ]);
    for (const bad of [{ fill: 'all' }, { fill: '16' }, { pin: 'pipe' }, { pin: 'short', blocks: 'first' }, { release: 'first' }]) expect(refused(bad)).toBe(true);
  });

  it('plugs in and unplugs a DIMM, and names one where blocks are meant', () => {
    expect(steps({ 'plug-dimm': 'dimm0' }, { 'write-state': 'online', blocks: 'all', device: 'dimm0' }, { 'unplug-dimm': 'dimm0' })).toEqual([
      { kind: 'plug-dimm', dimm: 'dimm0' }, { kind: 'write-state', value: 'online', blocks: 'all', device: 'dimm0' }, { kind: 'unplug-dimm', dimm: 'dimm0' },
    ]);
    for (const bad of [{ 'plug-dimm': 'nvdimm0' }, { 'plug-dimm': 0 }, { bind: 'kmem', device: 'dimm0' }]) expect(refused(bad)).toBe(true);
  });
});

it('the scenarios that there are are named after their files', async () => {
  expect(await readdir(new URL('../../qemu-configs/scenarios', import.meta.url))).toEqual(expect.arrayContaining(['cycles.yaml', 'injected.yaml', 'poisoned.yaml']));
});
