/** Every kind of machine, forked and booted, through the scenarios that say most of it: what no two boots differ in, a fork must not differ in either. */
import { expect, it } from 'vitest';
import { liveRun } from './fixtures/run.ts';
import { unlike } from './fidelity/unlike.ts';

it.each<[string, readonly string[]]>([
  ['cxl', ['smoke']], ['cxl-param-off', ['smoke']], ['nvdimm', ['smoke']], ['hmem', ['smoke']],
  ['cxl-2way', ['nightly']], ['cxl-pmem', ['nightly']], ['hmem-pair', ['nightly']], ['hmem-ranges', ['nightly']], ['nvdimm-unaligned', ['nightly']],
  ['hmem-256m', ['nightly']], ['hmem-2g', ['nightly']], ['pc-dimm', ['nightly']], ['cxl-32g', ['nightly']],
])('%s', async (machine, suites) => {
  const rows = { suites, machines: [machine], policies: ['default'], kernels: ['debian:6.12'] };
  const [booted, forked] = [await liveRun({ ...rows, begin: 'boot' }), await liveRun({ ...rows, begin: 'fork' })];
  expect(forked.events.flatMap((event) => (event.type === 'booted' ? [event.begun?.how] : []))).toEqual(forked.rows.map(() => 'fork'));
  expect(unlike(booted.events, forked.events)).toEqual([]);
});
