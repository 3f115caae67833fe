import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HEADS } from './heads.ts';
import { findReports } from './reports.ts';

const OOPS = `[    9.1] BUG: unable to handle page fault for address: ffffea0004000008
[    9.1] #PF: supervisor write access in kernel mode
[    9.1] Oops: Oops: 0002 [#1] PREEMPT SMP NOPTI
[    9.1] Call Trace:
[    9.1]  <TASK>
[    9.1] ---[ end trace 0000000000000000 ]---
[    9.2] daxlab: operation 4 end
[    9.3] WARNING: CPU: 0 PID: 88 at mm/page_alloc.c:1 free_unref_page+0x1/0x2`.split('\n');

it('takes what stands between a head and its end marker as one report', () => {
  expect(findReports(OOPS).map(({ title, fatal, lines }) => [title, fatal, lines.length])).toEqual([
    ['page fault: unable to handle page fault', true, 6],
    ['WARNING: free_unref_page', false, 1],
  ]);
});

it('names a warning after its function in either of the two forms', () => {
  for (const line of ['WARNING: CPU: 0 PID: 1 at mm/memory_hotplug.c:1451 try_remove_memory+0x1/0x2', 'WARNING: mm/memory_hotplug.c:1451 at try_remove_memory+0x1/0x2, CPU#0: sh/88']) {
    expect(findReports([line]).map(({ title }) => title)).toEqual(['WARNING: try_remove_memory']);
  }
});

it('finds nothing in what a healthy kernel prints', () => {
  expect(findReports([
    '[    0.0] Linux version 6.12.117', '[    0.4] ACPI: PM-Timer IO Port: 0x608', '[    1.0] Fallback order for Node 1: 1 0',
    '[    1.1] Demotion targets for Node 0: null', '[    2.0] kmem dax0.0: probe with driver kmem failed with error -16',
  ])).toEqual([]);
});

it('survives any text', () => {
  fc.assert(fc.property(fc.array(fc.string()), (lines) => {
    const reports = findReports(lines);
    expect(reports.length).toBeLessThanOrEqual(lines.length);
  }));
});

it('has a head for every kind with a place for what it is about', () => {
  for (const { pattern } of HEADS) expect(pattern.source).toContain('(?<what>');
});
