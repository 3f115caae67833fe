import { describe as group, expect, it } from 'vitest';
import { describe } from '../model/operation.ts';
import { bytes, GIB, MIB, nodeId } from '../model/units.ts';
import { after, bindTo, state } from '../testing/worlds.ts';
import { expand, StepMismatch } from './expand.ts';
import type { Action as Step } from './scenario.ts';

const bound = after({}, bindTo());
const words = (step: Step, value?: string) => expand(step, bound, { attribute: value }).map(describe);

group('a step', () => {
  it('stands for one operation per block', () => {
    expect(expand({ kind: 'write-state', value: 'offline', blocks: 'all' }, bound)).toHaveLength(8);
    expect(words({ kind: 'write-state', value: 'online', blocks: 'first' })).toEqual(['write "online" to memory32/state']);
    expect(words({ kind: 'write-state', value: 'online', blocks: 'last' })).toEqual(['write "online" to memory39/state']);
    expect(words({ kind: 'write-state', value: 'online', blocks: [2, 0] })).toEqual(['write "online" to memory34/state', 'write "online" to memory32/state']);
  });

  it('writes the row\'s attribute value or the other one', () => {
    expect(words({ kind: 'write-attribute', value: '$attribute' }, '1')).toEqual(['write "1" to dax0.0/memmap_on_memory']);
    expect(words({ kind: 'write-attribute', value: '$other' }, '1')).toEqual(['write "0" to dax0.0/memmap_on_memory']);
  });

  it('fills the node of its device, and is refused where it would not come to an end', () => {
    const online = after(bound, state(32, 'online_movable'));
    expect(expand({ kind: 'fill', size: bytes(MIB) }, online)).toEqual([{ kind: 'fill', node: 1, pages: 256 }]);
    expect(expand({ kind: 'fill', size: 'most', device: 'dax0.0' }, online)).toEqual([{ kind: 'fill', node: 1, pages: 30_720 }]);
    expect(expand({ kind: 'pin', by: 'pipe', blocks: 'first' }, online)).toEqual([{ kind: 'pin', by: 'pipe', block: 32, node: 1 }]);
    expect(() => expand({ kind: 'fill', size: bytes(GIB) }, online)).toThrow(new StepMismatch('fill 262144 pages of node 1: node 1 has room for 30720 pages more, not for 262144'));
    expect(() => expand({ kind: 'together', steps: [{ kind: 'release' }, { kind: 'unbind' }] }, online)).toThrow(new StepMismatch('the steps that are made together must be writes: release is none'));
    expect(() => expand({ kind: 'pin', by: 'pipe', blocks: 'last' }, online)).toThrow(/memory39 is not online/);
    expect(() => expand({ kind: 'fill', size: 'most', device: 'dimm0' }, online)).toThrow(/the step fills the node of dimm0; the guest has dax0\.0/);
  });

  it('finds a page by its place in a block', () => {
    expect(expand({ kind: 'poison-page', page: 20_000, blocks: [0, 7] }, bound)).toEqual([
      { kind: 'poison-page', block: 32, pfn: 32 * 32768 + 20_000 }, { kind: 'poison-page', block: 39, pfn: 39 * 32768 + 20_000 },
    ]);
    expect(() => words({ kind: 'poison-page', page: 32_768, blocks: 'first' })).toThrow(new StepMismatch('the step wants page 32768 of memory32, which has 32768'));
  });

  it('is one injection, whatever devices there are', () => {
    expect(words({ kind: 'inject-notifier', event: 'MEM_GOING_ONLINE', errno: 'ENOMEM' })).toEqual(['have MEM_GOING_ONLINE fail with ENOMEM']);
    expect(words({ kind: 'inject-notifier', event: 'MEM_GOING_ONLINE', errno: 'OK' })).toEqual(['let MEM_GOING_ONLINE succeed again']);
  });

  it('plugs in and unplugs what the machine has, and what is there already or not any more is no operation', () => {
    const dimms = [{ name: 'dimm0' as const, start: bytes(8 * GIB), size: bytes(GIB), node: nodeId(1) }];
    const plug = expand({ kind: 'plug-dimm', dimm: 'dimm0' }, bound, { dimms });
    expect(plug).toEqual([{ kind: 'plug-dimm', dimm: 'dimm0', start: 8 * GIB, size: GIB, node: 1 }]);
    expect(() => expand({ kind: 'plug-dimm', dimm: 'dimm1' }, bound, { dimms })).toThrow(new StepMismatch('the step plugs in dimm1; the machine has dimm0'));
    expect(expand({ kind: 'unplug-dimm', dimm: 'dimm0' }, bound, { dimms })).toEqual([]);
    const plugged = after(bound, ...plug);
    expect(expand({ kind: 'plug-dimm', dimm: 'dimm0' }, plugged, { dimms })).toEqual([]);
    expect(expand({ kind: 'unplug-dimm', dimm: 'dimm0' }, plugged, { dimms })).toHaveLength(1);
    expect(expand({ kind: 'write-state', value: 'online', blocks: 'first' }, plugged)).toMatchObject([{ block: 32 }, { block: 64 }]);
    expect(expand({ kind: 'write-state', value: 'online', blocks: [1], device: 'dimm0' }, plugged)).toMatchObject([{ block: 65 }]);
  });

  it('names every device to a driver, or what it is told; never what would have device_dax take one', () => {
    expect(words({ kind: 'write-id', file: 'new_id', driver: 'kmem' })).toEqual(['write "dax0.0" to kmem/new_id']);
    expect(words({ kind: 'write-id', file: 'remove_id', driver: 'device_dax', value: 'garbage' })).toEqual(['write "garbage" to device_dax/remove_id']);
    expect(() => expand({ kind: 'write-id', file: 'new_id', driver: 'device_dax' }, after({}))).toThrow(StepMismatch);
    expect(expand({ kind: 'write-id', file: 'new_id', driver: 'device_dax' }, bound)).toHaveLength(1);
  });

  it('makes and destroys what a device is made of, there or not, and reaches memory that stayed', () => {
    const made = after({ made: 'namespace' });
    const destroy = expand({ kind: 'destroy', what: 'namespace' }, made);
    expect(destroy.map(describe)).toEqual(['destroy the namespace of dax0.0']);
    expect(expand({ kind: 'make', what: 'namespace' }, after(made, ...destroy)).map(describe)).toEqual(['make the namespace of dax0.0']);
    const stayed = after(made, bindTo(), { kind: 'write-state', block: 32 as never, value: 'online_movable' }, ...destroy);
    expect(expand({ kind: 'write-state', value: 'offline', blocks: 'first' }, stayed)).toMatchObject([{ block: 32 }]);
    expect(expand({ kind: 'bind' }, stayed)).toEqual([]);
    expect(() => expand({ kind: 'make', what: 'region' }, made)).toThrow(StepMismatch);
    expect(() => expand({ kind: 'destroy', what: 'namespace', device: 'dax1.0' }, made)).toThrow(/namespace of dax1\.0; the guest has dax0\.0/);
  });

  it('takes out an expander that the machine can do without, once', () => {
    const made = after({ made: 'region' });
    const out = expand({ kind: 'unplug-cxl', device: 'dax0.0' }, made, { expanders: ['dax0.0'] });
    expect(out.map(describe)).toEqual(['take out the CXL device of dax0.0']);
    expect(expand({ kind: 'plug-cxl', device: 'dax0.0' }, made, { expanders: ['dax0.0'] })).toEqual([]);
    expect(expand({ kind: 'plug-cxl', device: 'dax0.0' }, after(made, ...out), { expanders: ['dax0.0'] })).toHaveLength(1);
    expect(() => expand({ kind: 'unplug-cxl', device: 'dax0.0' }, made)).toThrow(/the machine has none that can be taken out/);
  });

  it('says what it wants and what there is when it does not fit', () => {
    expect(() => words({ kind: 'write-state', value: 'online', blocks: [8] })).toThrow(new StepMismatch('the step wants block 8 of dax0.0, which has 8'));
    expect(() => words({ kind: 'bind', device: 'dax3.0' })).toThrow(/dax3.0; the guest has dax0.0/);
    expect(() => words({ kind: 'write-attribute', value: '$attribute' })).toThrow(StepMismatch);
  });
});
