import { expect, it } from 'vitest';
import type { Call } from '../../model/calls.ts';
import { blockNumber, bytes, MIB, nodeId, pages, pfn } from '../../model/units.ts';
import { WITNESS } from '../../testing/evidence.ts';
import { accountOf, entered, openLedger } from './ledger.ts';

const SIZE = bytes(128 * MIB);
const chunk = (block: number, count = 1) => ({ start: bytes(block * SIZE), size: bytes(count * SIZE) });
const add = (block: number, count?: number): Call => ({ fn: 'arch_add_memory', node: nodeId(1), ...chunk(block, count) });
const create = (block: number, count?: number): Call => ({ fn: 'create_memory_block_devices', ...chunk(block, count) });
const takeDown = (block: number, count?: number): Call => ({ fn: 'remove_memory_block_devices', ...chunk(block, count) });
const remove = (block: number, count?: number): Call => ({ fn: 'arch_remove_memory', ...chunk(block, count) });
const release = (block: number): Call => ({ fn: 'memory_block_release', block: blockNumber(block) });

const after = (...calls: Call[]) => entered(openLedger(SIZE, { type: 'call-witness', ...WITNESS }), calls);
const account = (block: number, ...calls: Call[]) => accountOf(after(...calls), blockNumber(block));

it('a range counts for each of its blocks', () => {
  for (const block of [32, 33]) expect(account(block, add(32, 2), create(32, 2))).toMatchObject({ created: 1, released: 0, mapped: 1 });
  expect(account(33, add(32, 2), create(32, 2), takeDown(32, 2), release(32), release(33), remove(32, 2))).toMatchObject({ created: 1, released: 1, mapped: 0 });
});

it('what is mapped and gets no blocks was not mapped', () => {
  expect(account(32, add(32))).toMatchObject({ mapped: 0 });
  expect([...after(add(32), add(33), create(33)).refused]).toEqual([32]);
});

it('what is of an add that came to nothing was not added, wherever that failed', () => {
  const whole: Call = { fn: 'add_memory_driver_managed', ...chunk(32, 2) };
  const undone = [add(32), create(32), add(33), create(33), remove(33), takeDown(32), release(32), remove(32)];
  expect([...after(whole).refused]).toEqual([32, 33]);
  expect([...after(whole, ...undone).refused].sort()).toEqual([32, 33]);
  expect([...after(whole, add(32), create(32), add(33), create(33)).refused]).toEqual([]);
});

it('what is unmapped with its devices still there had none: creating them failed, and whoever failed released those that were', () => {
  expect(account(33, add(32), create(32), add(33), create(33), remove(33), takeDown(32), release(32), remove(32))).toMatchObject({ created: 0, released: 0, mapped: 0 });
  expect(account(32, add(32, 2), create(32, 2), release(32), remove(32, 2))).toMatchObject({ created: 0, released: 0, mapped: 0 });
});

it('a block of pages is found by its first pfn, behind its memmap too', () => {
  const online: Call = { fn: 'online_pages', first: pfn(32 * 32768 + 512), count: pages(32256) };
  expect(account(32, { fn: 'mhp_init_memmap_on_memory', first: pfn(32 * 32768), count: pages(512) }, online)).toMatchObject({ memmaps: 1, online: { count: 32256 } });
});
