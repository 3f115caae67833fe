import { describe, expect, it } from 'vitest';
import { GOLDENS, HEALTHY } from '../fixtures/golden.ts';
import { parseLine } from '../line.ts';
import { HEADS, headOf, mayBeHead } from './heads.ts';

/** Behind `cut here` every line is looked at, so these need not be told beforehand. */
const BEHIND_CUT = /^\w+: detected buffer overflow/;

describe('heads', () => {
  it('have names and sources of their own', () => {
    expect(new Set(HEADS.map(({ name }) => name)).size).toBe(HEADS.length);
    for (const { source } of HEADS) for (const one of source) expect(one).toMatch(/^[\w/-]+\.[ch]:\w+$/);
  });

  it('have a place in the title for each group but what the title leaves out on purpose', () => {
    for (const { name, title, pattern } of HEADS) for (const [, group = ''] of title.matchAll(/\{(\w+)\}/g)) {
      if (group !== 'where') expect(pattern.source, name).toContain(`(?<${group}>`);
    }
  });

  it('have a function in the title exactly where frames are looked at', () => {
    for (const { name, title, frames } of HEADS) if (name !== 'panic') expect(title.includes('{where}'), name).toBe(frames !== undefined);
  });
});

describe('the cheap test', () => {
  it('lets no head pass', () => {
    const heads = GOLDENS.flatMap(({ lines }) => lines.map((line) => parseLine(line).message)).filter((message) => headOf(message) && !BEHIND_CUT.test(message));
    expect(heads.length).toBeGreaterThan(GOLDENS.length);
    expect(heads.filter((message) => !mayBeHead(message))).toEqual([]);
  });

  it('is passed by less than one line in fifty of an ordinary console', () => {
    const lines = [...HEALTHY.values()].flat();
    expect(lines.filter((line) => mayBeHead(parseLine(line).message)).length).toBeLessThan(lines.length / 50);
  });
});

describe('what is no head', () => {
  it.each([
    // A program's own fault, and what is said of limits, of boot options and by way of selftest.
    'traps: perl[148] general protection fault ip:7f0898630000 sp:7ffc7e07d168 error:0 in libc.so.6[7f0898600000+155000]',
    'perl[148]: segfault at 10 ip 00007f0898630000 sp 00007ffc7e07d168 error 4 in libc.so.6',
    'traps: perl[148] trap invalid opcode ip:7f0898630000 sp:7ffc7e07d168 error:0',
    'BUG: Bad page state: 512 messages suppressed',
    'BUG: Bad page map: 3 messages suppressed',
    'Command line: console=ttyS0 oops=panic panic=-1 sysrq_always_enabled',
    'Spectre V2 : WARNING: Unprivileged eBPF is enabled with eIBRS on, data leaks possible via Spectre v2 BHB attacks!',
    'INFO: NMI handler (perf_event_nmi_handler) took too long to run: 1.027 msecs',
    'workqueue: vmstat_shepherd hogged CPU for >10000us 4 times, consider switching to WQ_UNBOUND',
    'clocksource: timekeeping watchdog on CPU0: Marking clocksource \'tsc\' as unstable because the skew is too large:',
    'removing memory fails, because memory [0x0000000100000000-0x0000000107ffffff] is onlined',
    'page dumped because: migration failure',
    'migrating pfn 100200 failed ret:1',
    'Memory failure: 0x20000: already hardware poisoned',
    'Memory failure: 0x20000: Sending SIGBUS to perl:148 due to hardware memory corruption',
    '__vm_enough_memory: pid: 148, comm: perl, bytes: 1073745920 not enough memory for the allocation',
    'kmem dax0.0: probe with driver kmem failed with error -12',
    'daxlab: operation 3 begin',
    'rcu: INFO: Stall ended before state dump start',
  ])('%s', (message) => {
    expect(headOf(message)).toBeUndefined();
  });
});
