/** What daxlab is for, on real guests: good kernels pass, a bad one is found, and what a kernel lacks is neither. */
import { describe, expect, it } from 'vitest';
import { findingsOn, liveRows, liveRun } from './fixtures/run.ts';

describe('the smoke suite', () => {
  it('passes on the newest 6.12, every row with its operations checked', async () => {
    const { summary, rows } = await liveRun({ kernels: ['debian:6.12'] });
    expect(rows).toEqual([
      'cycle memmap_on_memory=0 on cxl: pass', 'cycle memmap_on_memory=0 on hmem: pass', 'cycle memmap_on_memory=0 on nvdimm: pass',
      'cycle memmap_on_memory=1 on cxl: pass', 'cycle memmap_on_memory=1 on hmem: pass', 'cycle memmap_on_memory=1 on nvdimm: pass',
      'parameter-off on cxl-param-off: pass', 'stuck on cxl: pass', 'stuck on hmem: pass', 'stuck on nvdimm: pass',
    ]);
    expect(summary.exitStatus).toBe(0);
    expect(summary.scenarios.every(({ checkedOperations, name }) => checkedOperations >= (name.startsWith('cycle') ? 25 : 6))).toBe(true);
  });

  it('passes on 7.3 by its own semantics', async () => {
    const { summary, rows } = await liveRun({ kernels: ['debian:7.3'], machines: ['cxl'] });
    expect(rows).toEqual(['cycle memmap_on_memory=0 on cxl: pass', 'cycle memmap_on_memory=1 on cxl: pass', 'stuck on cxl: pass']);
    expect(summary.exitStatus).toBe(0);
  });

  it('takes what 6.1 lacks for unsupported, expects that, and checks the rest', async () => {
    const { summary, rows } = await liveRun({ kernels: ['debian:6.1'], machines: ['cxl', 'hmem'] });
    expect(rows).toEqual([
      'cycle memmap_on_memory=0 on cxl: unsupported', 'cycle memmap_on_memory=0 on hmem: unsupported', 'cycle memmap_on_memory=1 on cxl: unsupported',
      'cycle memmap_on_memory=1 on hmem: unsupported', 'stuck on cxl: unsupported', 'stuck on hmem: pass',
    ]);
    expect(summary.exitStatus).toBe(0);
  });
});

describe('6.12.43, which leaks a memory_block for every block that is removed with its memmap on it', () => {
  it('is found by its calls with the attribute on, and not blamed with it off', async () => {
    const { summary, rows } = await liveRun({ kernels: ['debian:6.12.43'], machines: ['hmem'] });
    expect(rows).toEqual(['cycle memmap_on_memory=0 on hmem: pass', 'cycle memmap_on_memory=1 on hmem: model-mismatch', 'stuck on hmem: pass']);
    expect(summary.exitStatus).toBe(1);
    expect(summary.scenarios.flatMap(({ findings }) => findings.map(({ kind, title }) => `${kind}: ${title}`))).toEqual([
      'calls: during unbind dax0.0 from kmem: memory_block_release: 0 calls instead of 8 calls',
      'conservation: memory_block leak: 16 created, 0 released, 8 still there',
    ]);
  });
});

describe('an add that runs out of memory half-way', () => {
  it('is found to give nothing back on the newest 6.12, and the next one to meet what it left', async () => {
    const ran = await liveRows([{ scenario: 'exhaust', machines: ['cxl-32g'] }], { kernels: ['debian:6.12'] });
    expect(findingsOn(ran, 'debian:6.12')).toEqual([
      expect.stringMatching(/^conservation: bind dax0\.0 to kmem fails with ENOMEM and does not give back what it took: /),
      'errno: bind dax0.0 to kmem: EEXIST instead of ENOMEM',
    ]);
    expect(ran.summary.exitStatus).toBe(1);
  });
});

describe('DIMMs, which ACPI adds', () => {
  it('come and go with their memmap on them and elsewhere; a refused way of going online that comes back is found', async () => {
    const { summary, rows } = await liveRun({ suites: ['nightly'], kernels: ['debian:6.12'], machines: ['pc-dimm'], policies: ['default', 'memmap-off'] });
    expect(rows).toEqual([
      'plug on pc-dimm: pass', 'plug on pc-dimm: pass', 'plug-busy on pc-dimm: pass', 'plug-refused on pc-dimm: pass', 'plug-refused on pc-dimm: pass',
      'plug-remembered on pc-dimm: model-mismatch',
    ]);
    expect(summary.scenarios.flatMap(({ findings }) => findings.map(({ kind, title }) => `${kind}: ${title}`))).toEqual([
      'conservation: unplug dimm0 fails with EBUSY and does not give back what it took: memory33/valid_zones, node1/Normal/present (and 9 more)',
    ]);
  });
});
