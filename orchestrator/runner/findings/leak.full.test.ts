/** Bug A: removing memory whose memmap is on it leaks a memory_block for each block, and the slope over many cycles says how much. */
import { expect, it } from 'vitest';
import { findingsOn, liveRows } from '../fixtures/run.ts';

const ROWS = [{ scenario: ['cycles', 'many-cycles'], machines: ['hmem'], attribute: [1] }];

it('is found on 6.12.43, by calls and by what every cycle costs', async () => {
  const ran = await liveRows(ROWS, { kernels: ['debian:6.12.43'] });
  expect(ran.rows).toEqual(['cycles memmap_on_memory=1 on hmem: model-mismatch', 'many-cycles memmap_on_memory=1 on hmem: model-mismatch']);
  const calls = 'calls: during unbind dax0.0 from kmem: memory_block_release: 0 calls instead of 8 calls';
  expect(findingsOn(ran, 'debian:6.12.43')).toEqual([
    calls, 'conservation: memory_block leak: 40 created, 0 released',
    calls, 'conservation: memory_block leak: 400 created, 0 released', 'conservation: free memory of the boot nodes gets less with every cycle',
  ]);
  const differences = ran.events.flatMap((event) => (event.type === 'item-judged' ? event.findings : [])).flatMap((finding) => finding.differences);
  const seen = (name: string): readonly number[] => differences.filter(({ fact }) => fact.startsWith(name)).map((one) => Number(one.seen));
  expect([seen('of them per cycle'), seen('of them per block created')]).toEqual([[8, 8], [1, 1]]);
  // A memory_block is somewhat less than 1 KiB, and eight of them are lost with each of fifty cycles.
  const [perBlock, ...others] = seen('KiB less per block created');
  expect(others).toEqual([]);
  expect(perBlock).toBeGreaterThan(0.5);
});

it('is silent on 6.12.95 and 7.3', async () => {
  const ran = await liveRows(ROWS, { kernels: ['debian:6.12.95', 'debian:7.3'] });
  expect(ran.rows).toEqual([
    'cycles memmap_on_memory=1 on hmem: pass', 'cycles memmap_on_memory=1 on hmem: pass',
    'many-cycles memmap_on_memory=1 on hmem: pass', 'many-cycles memmap_on_memory=1 on hmem: pass',
  ]);
  expect(ran.summary.exitStatus).toBe(0);
});
