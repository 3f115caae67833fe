/**
 * Patch series of our own on 6.12, each an edit of a function or two: built as anybody's are, and every one is caught, at the operation that it breaks. Each
 * compiles a file and links, on objects that a build of `base` leaves in the cache.
 */
import { describe, expect, it } from 'vitest';
import { Comparing } from '../report/comparison/compare.ts';
import type { Comparison } from '../report/comparison/shape.ts';
import { bindUnder } from './fixtures/faults.ts';
import { built, found } from './fixtures/own-series.ts';
import { liveFile, liveRows, type LiveRun, type SuiteRow } from './fixtures/run.ts';

function comparisonOf({ events }: LiveRun, base: string, other: string): Comparison {
  const comparing = new Comparing({ base, with: other });
  for (const event of events) comparing.take(event);
  return comparing.comparison();
}

const CYCLE: SuiteRow = { scenario: 'cycle', machines: ['hmem'], attribute: [1] };

describe('a series that', () => {
  it('keeps a reference is caught at the unbind, and by the conservation of blocks; comparing shows that and nothing else', async () => {
    const kernel = await built('reference-leak');
    const run = await liveRows([CYCLE], { kernels: ['build:base', kernel], compare: { base: 'build:base', with: kernel } });
    expect(found(run)).toEqual([
      expect.stringMatching(/^calls: during unbind dax0.0 from kmem: memory_block_release: 0 calls instead of 8 calls.*, at unbind dax0.0 from kmem$/), expect.stringMatching(/^conservation: memory_block leak: \d+ created, 0 released/),
    ]);
    const { findings, unlike } = comparisonOf(run, 'build:base', kernel);
    expect([findings.onlyWith.length, findings.onlyBase, findings.both, unlike]).toEqual([2, [], [], []]);
  });

  it('leaves out the last chunk is caught at the bind', async () => {
    expect((await liveRows([CYCLE], { kernels: [await built('chunk-loop')] }).then(found))[0]).toBe('calls: during bind dax0.0 to kmem: arch_add_memory: 7 calls instead of 8 calls, create_memory_block_devices: 7 calls instead of 8 calls, at bind dax0.0 to kmem');
  });

  it('leaks an altmap is caught at the unbind', async () => {
    expect(await liveRows([CYCLE], { kernels: [await built('altmap-leak')] }).then(found)).toContain('log: WARNING: memory_block_release, at unbind dax0.0 from kmem');
  });

  it('makes CXL default to off is caught at the start', async () => {
    expect((await liveRows([{ scenario: 'parameter-off', machines: ['cxl-param-off'] }], { kernels: [await built('cxl-default-off')] }).then(found))[0]).toBe('state: after the preparation of the memory devices: dax0.0/memmap_on_memory differs from the prediction, at the start');
  });

  it('lets the attribute be written at any time is caught where that must be refused, and is right by the contract of the series as posted', async () => {
    const kernels = [await built('attribute-v5')];
    const rows: SuiteRow[] = [{ scenario: 'parameter-off', machines: ['cxl-param-off'] }, CYCLE];
    const merged = await liveRows(rows, { kernels }).then(found);
    expect(merged.sort()).toEqual([
      'errno: write "0" to dax0.0/memmap_on_memory: OK instead of EBUSY, at write "0" to dax0.0/memmap_on_memory',
      'errno: write "1" to dax0.0/memmap_on_memory: OK instead of EOPNOTSUPP, at write "1" to dax0.0/memmap_on_memory',
    ]);
    expect((await liveRows(rows, { kernels, semantics: 'v5' })).summary.verdict).toBe('pass');
  });
});

describe('the series as posted in October 2023', () => {
  it('adds nothing with the parameter off and more than one block: ENOMEM, though the contract has it added without a memmap of its own', async () => {
    const rows: SuiteRow[] = [{ scenario: 'parameter-off', machines: ['cxl-param-off'] }];
    expect(await liveRows(rows, { kernels: [await built('as-posted')], semantics: 'v5' }).then(found)).toContain('errno: bind dax0.0 to kmem: ENOMEM instead of OK, at bind dax0.0 to kmem');
  });

  it('takes nothing back of an add whose third chunk fails: two blocks stay that no device has, and looking at them crashes the kernel', async () => {
    const run = await liveFile(bindUnder('{ in: arch_add_memory, call: 3, returns: ENOMEM }'), { kernels: [await built('as-posted')], semantics: 'v5' });
    expect(found(run)).toEqual([
      expect.stringMatching(/^calls: during bind dax0\.0 to kmem .*remove_memory_block_devices: 0 calls instead of 2 calls, at bind dax0\.0 to kmem/),
      expect.stringMatching(/^log: BUG: kernel NULL pointer dereference in zone_for_pfn_range, at bind dax0\.0 to kmem/),
    ]);
  });

  it('removes block by block what was added whole: a page fault where a leaf of the direct map is 1 GiB', async () => {
    const rows: SuiteRow[] = [{ scenario: 'cycle', machines: ['hmem'], attribute: [0, 1] }];
    const run = await liveRows(rows, { kernels: [await built('as-posted')], semantics: 'v5' });
    expect(found(run)).toEqual(['log: BUG: unable to handle page fault in remove_pagetable, at unbind dax0.0 from kmem']);
    expect(run.rows).toEqual(['cycle memmap_on_memory=0 on hmem: kernel-crash', 'cycle memmap_on_memory=1 on hmem: pass']);
  });
});
