import { describe, expect, it } from 'vitest';
import { faithful } from '../testing/evidence.ts';
import { bindTo, poison, state, unbindFrom } from '../testing/worlds.ts';
import { judge } from './conclude.ts';
import type { Evidence } from './evidence.ts';
import type { Operation } from '../model/operation.ts';

const LINE = [bindTo(), poison(32, 20_000), state(32, 'online_movable'), poison(32, 20_000), poison(32, 20_000)];

/** The log of one operation between its markers, as it comes: after its result and before its observation. */
const withLog = (index: number, ...lines: readonly string[]): Evidence[] => withLogOf(LINE, index, lines);
function withLogOf(operations: readonly Operation[], index: number, lines: readonly string[]): Evidence[] {
  const evidence = faithful({ faults: true, kmemleak: true }, operations);
  const place = evidence.findIndex((item) => item.type === 'observed' && item.index === index);
  return evidence.toSpliced(place, 0, { type: 'kernel-log', operation: index, lines: [`[    2.000000] daxlab: operation ${index} begin`, ...lines.map((line) => `[    2.000001] ${line}`), `[    2.000002] daxlab: operation ${index} end`] });
}
const log = (index: number, ...lines: readonly string[]) => judge(withLog(index, ...lines)).findings.map(({ title }) => title);

const RECOVERED = 'Memory failure: 0x104e20: recovery action for free buddy page: Recovered';

describe('what the kernel says of a page that is poisoned on purpose', () => {
  it('is no finding where it says what came of it', () => {
    expect(log(1, 'Memory failure: 0x104e20: memory outside kernel control')).toEqual([]);
    expect(log(3, RECOVERED)).toEqual([]);
    expect(log(4, 'Memory failure: 0x104e20: recovery action for already poisoned page: Failed')).toEqual([]);
  });

  it('is one where it says something else, or more', () => {
    expect(log(3, 'Memory failure: 0x104e20: recovery action for free buddy page: Failed')).toHaveLength(1);
    expect(log(3, 'Memory failure: 0x104e20: memory outside kernel control')).toHaveLength(1);
    expect(log(3, RECOVERED, 'WARNING: CPU: 0 PID: 1 at mm/page_alloc.c:1 take_page_off_buddy+0x1/0x2')).toHaveLength(1);
  });

  it('is one during any other operation', () => {
    expect(log(2, RECOVERED)).toHaveLength(1);
  });
});

describe('what kmemleak finds', () => {
  const object = (...frames: readonly string[]): string[] => ['unreferenced object 0xffff888004294e80 (size 32):', '  comm "agent", pid 93, jiffies 4294904175', '  backtrace (crc 7e13f04):', ...frames.map((name) => `    ${name}+0x1/0x2`)].map((line) => `kmemleak: ${line}`);
  const RECORD = object('kmemleak_alloc', '__kmalloc_noprof', 'dev_dax_kmem_probe', 'dax_bus_probe');
  const COUNT = 'kmemleak: 1 new suspected memory leaks (see /sys/kernel/debug/kmemleak)';
  const sought = (operations: readonly Operation[], ...lines: readonly string[]) => judge(withLogOf([...operations, { kind: 'seek-leaks' }], operations.length, lines)).findings.map(({ title }) => title);
  const STUCK = [bindTo(), state(32, 'online_movable'), unbindFrom()];

  it("is no finding where it is kmem's record of memory that an unbind had to leave", () => {
    expect(sought(STUCK, ...RECORD, COUNT)).toEqual([]);
    expect(sought(STUCK, ...RECORD, ...object('kmemdup_noprof', 'create_altmaps_and_memory_blocks'), COUNT)).toEqual(['kmemleak: unreferenced object in create_altmaps_and_memory_blocks']);
  });

  it('is one of memory that was removed, or is in use', () => {
    for (const operations of [[bindTo(), unbindFrom()], [bindTo()]]) expect(sought(operations, ...RECORD, COUNT)).toEqual(['kmemleak: unreferenced object in dev_dax_kmem_probe']);
  });

  it('is one by its count where it does not say more', () => {
    expect(sought(STUCK, COUNT)).toEqual(['kmemleak: new suspected memory leaks']);
  });
});
