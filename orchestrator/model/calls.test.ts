import { describe, expect, it } from 'vitest';
import { start } from '../testing/start.ts';
import { after, attribute, bindTo, state, unbindFrom } from '../testing/worlds.ts';
import type { Operation } from './operation.ts';
import { predict } from './predict.ts';
import { begin } from './start.ts';
import { MIB } from './units.ts';
import type { World } from './world.ts';

const calls = (world: World, operation: Operation, errno = 'OK') => predict(world, operation).find((outcome) => outcome.errno === errno)?.calls ?? [];
const names = (world: World, operation: Operation) => calls(world, operation).map(({ fn }) => fn);

describe('a bind', () => {
  it('adds eight chunks with their altmaps for eight blocks with the memmap on memory', () => {
    const adds = calls(after({}, attribute('1')), bindTo()).filter(({ fn }) => fn === 'arch_add_memory');
    expect(adds).toEqual([32, 33, 34, 35, 36, 37, 38, 39].map((block) => ({
      fn: 'arch_add_memory', node: 1, start: block * 128 * MIB, size: 128 * MIB, altmap: { base: block * 32768, free: 512 },
    })));
  });

  it('adds the whole range at once without', () => {
    expect(calls(after({}), bindTo())).toEqual([
      { fn: 'add_memory_driver_managed', start: 4096 * MIB, size: 1024 * MIB },
      { fn: 'arch_add_memory', node: 1, start: 4096 * MIB, size: 1024 * MIB, altmap: undefined },
      { fn: 'create_memory_block_devices', start: 4096 * MIB, size: 1024 * MIB, altmap: undefined },
    ]);
  });

  it('calls nothing when it fails', () => {
    expect(calls(after({}, bindTo()), bindTo(), 'EBUSY')).toEqual([]);
  });

  it('goes on to bring every block online when that is the default', () => {
    const seen = names(after({ autoOnline: 'online', attribute: '1' }), bindTo());
    expect(seen.filter((fn) => fn === 'mhp_init_memmap_on_memory')).toHaveLength(8);
    expect(seen.slice(-2)).toEqual(['mhp_init_memmap_on_memory', 'online_pages']);
  });
});

describe('an unbind', () => {
  it('removes chunk by chunk and releases each block in its chunk', () => {
    const seen = names(after({}, attribute('1'), bindTo()), unbindFrom());
    expect(seen).toEqual(Array(8).fill(['remove_memory_block_devices', 'memory_block_release', 'arch_remove_memory']).flat());
  });

  it('removes the whole range at once without, and releases every block', () => {
    const seen = names(after({}, bindTo()), unbindFrom());
    expect(seen).toEqual(['remove_memory_block_devices', ...Array<string>(8).fill('memory_block_release'), 'arch_remove_memory']);
  });

  it('removes block by block by the series as posted, but for a parameter that is off', () => {
    const seen = (parameter: string) => names(after(begin(start({ parameter }), 'v5'), bindTo()), unbindFrom());
    expect(seen('Y')).toEqual(Array(8).fill(['remove_memory_block_devices', 'memory_block_release', 'arch_remove_memory']).flat());
    expect(seen('N')).toEqual(['remove_memory_block_devices', ...Array<string>(8).fill('memory_block_release'), 'arch_remove_memory']);
    expect(calls(after(begin(start(), 'v5'), bindTo()), unbindFrom()).filter(({ fn }) => fn === 'arch_remove_memory').some((call) => 'altmap' in call && call.altmap !== undefined)).toBe(false);
  });

  it('removes nothing of a range that has a block online', () => {
    expect(calls(after({}, bindTo(), state(32, 'online_movable')), unbindFrom())).toEqual([]);
  });
});

describe('online and offline', () => {
  const on = after({}, attribute('1'), bindTo());
  it('go around the memmap of a block that holds its own', () => {
    expect(calls(on, state(32, 'online_movable'))).toEqual([
      { fn: 'mhp_init_memmap_on_memory', first: 0x100000, count: 512 }, { fn: 'online_pages', first: 0x100200, count: 32256 },
    ]);
    expect(calls(after(on, state(32, 'online_movable')), state(32, 'offline'))).toEqual([
      { fn: 'offline_pages', first: 0x100200, count: 32256 }, { fn: 'mhp_deinit_memmap_on_memory', first: 0x100000, count: 512 },
    ]);
  });

  it('leave the memmap in use when the pages did not go offline', () => {
    expect(calls(after(on, state(32, 'online_kernel')), state(32, 'offline'), 'EBUSY').map(({ fn }) => fn)).toEqual(['offline_pages']);
  });

  it('take the whole block of one whose memmap is elsewhere', () => {
    expect(calls(after({}, bindTo()), state(32, 'online_movable'))).toEqual([{ fn: 'online_pages', first: 0x100000, count: 32768 }]);
  });
});
