import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../../model/calls.ts';
import { InfrastructureError } from '../../errors.ts';
import { callsOf, parseCalls } from './trace.ts';

/** One add and remove with the memmap on memory around one block online and offline, then one add and remove without. */
const captured = (name: string): string => readFileSync(new URL(`fixtures/${name}.trace`, import.meta.url), 'utf8');

const untimed = (call: Call): Call => ({ ...call, at: undefined });

describe('what kernels really print', () => {
  it('of 6.12.43: seven chunks with their altmaps, and not one block released with the memmap on memory', () => {
    const calls = parseCalls(captured('6.12.43-nvdimm'));
    const names = calls.map(({ fn }) => fn);
    expect(names.slice(0, 3)).toEqual(['add_memory_driver_managed', 'arch_add_memory', 'create_memory_block_devices']);
    expect(calls[1]).toEqual({ fn: 'arch_add_memory', at: 3.489061, node: 1, start: 0x108000000, size: 0x8000000, altmap: { base: 0x108000, free: 512 } });
    expect(names.slice(15, 19)).toEqual(['mhp_init_memmap_on_memory', 'online_pages', 'offline_pages', 'mhp_deinit_memmap_on_memory']);
    expect(calls.slice(15, 17).map(untimed)).toEqual([{ fn: 'mhp_init_memmap_on_memory', first: 0x138000, count: 512 }, { fn: 'online_pages', first: 0x138200, count: 32256 }]);
    expect(names.slice(19, 33)).toEqual(Array(7).fill(['remove_memory_block_devices', 'arch_remove_memory']).flat());
    // Without: one chunk, and every block is released.
    expect(calls.slice(33, 36).map(untimed)).toEqual([
      { fn: 'add_memory_driver_managed', start: 0x108000000, size: 0x38000000 },
      { fn: 'arch_add_memory', node: 1, start: 0x108000000, size: 0x38000000 },
      { fn: 'create_memory_block_devices', start: 0x108000000, size: 0x38000000 },
    ]);
    expect(calls.filter(({ fn }) => fn === 'memory_block_release').map((call) => (call as { block: number }).block)).toEqual([33, 34, 35, 36, 37, 38, 39]);
  });

  it('of any: each call with the time of the guest, none before the one before it', () => {
    const times = parseCalls(captured('7.3.4-hmem')).map(({ at = NaN }) => at);
    expect(times).toEqual([...times].sort((one, other) => one - other));
  });

  it('of 7.3.4: every block released in its chunk', () => {
    const names = parseCalls(captured('7.3.4-hmem')).map(({ fn }) => fn);
    expect(names.slice(21, 45)).toEqual(Array(8).fill(['remove_memory_block_devices', 'memory_block_release', 'arch_remove_memory']).flat());
  });
});

it('a device that failed before it had a name is released all the same', () => {
  expect(parseCalls(' agent-48      [000] ...1.   171.784563: memory_block_release: (memory_block_release+0x0/0x30) block=(fault)\n')).toEqual([{ fn: 'memory_block_release', block: undefined, at: 171.784563 }]);
});

describe('what may be missing', () => {
  it('is infrastructure, never silence', () => {
    expect(() => parseCalls('CPU:1 [LOST 12 EVENTS]\n')).toThrow(/the kernel lost 12/);
    expect(() => callsOf('', 3)).toThrow(InfrastructureError);
    expect(callsOf('', 0)).toEqual([]);
  });

  it('is a line that was cut or changed', () => {
    const lines = captured('7.3.4-hmem').trimEnd().split('\n');
    fc.assert(fc.property(fc.nat(lines.length - 1), fc.nat(60), (place, cut) => {
      const line = lines[place] ?? '';
      const damaged = lines.with(place, line.slice(0, Math.min(cut, line.length - 1)) || '?').join('\n');
      expect(() => parseCalls(damaged)).toThrow(InfrastructureError);
    }));
  });
});
