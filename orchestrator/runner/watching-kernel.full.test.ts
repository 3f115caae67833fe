/** Kernels that watch themselves: that lockdep, kmemleak, DEBUG_VM and KASAN report something is a finding with the right name, shown by series that provoke each. */
import { expect, it } from 'vitest';
import { built, found } from './fixtures/own-series.ts';
import { liveRows, type SuiteRow } from './fixtures/run.ts';

const CYCLE: SuiteRow = { scenario: 'cycle', machines: ['hmem'], attribute: [1] };

it.each([
  ['two locks in either order', 'lock-order', 'debug', 'log: possible circular locking dependency detected in remove_memory_blocks_and_altmaps, at unbind dax0.0 from kmem'],
  ['an altmap that nobody frees', 'altmap-forgotten', 'debug', 'log: kmemleak: unreferenced object in create_altmaps_and_memory_blocks, at have kmemleak look for lost memory'],
  ['a page that is marked before it is initialised', 'flag-too-early', 'debug', 'log: kernel BUG in mhp_init_memmap_on_memory, at write "online_movable" to memory32/state'],
  ['an altmap that is looked at after it was freed', 'altmap-used-after', 'kasan', 'log: KASAN: slab-use-after-free in remove_memory_blocks_and_altmaps, at unbind dax0.0 from kmem'],
])('%s', async (_, series, config, finding) => {
  expect(found(await liveRows([CYCLE], { kernels: [await built(series, [config])] }))).toContain(finding);
});

it('an altmap that nobody frees is nothing that a kernel without kmemleak shows', async () => {
  expect((await liveRows([CYCLE], { kernels: [await built('altmap-forgotten')] })).summary.verdict).toBe('pass');
});
