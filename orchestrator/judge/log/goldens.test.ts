import { describe, expect, it } from 'vitest';
import { GOLDENS, HEALTHY } from './fixtures/golden.ts';
import { HEADS } from './heads/heads.ts';
import { reportsOf } from './fixtures/reports-of.ts';

describe('a golden log', () => {
  it.each(GOLDENS)('$file', ({ title, head, kind, fatal, whole, source, lines }) => {
    const reports = reportsOf(lines);
    expect(reports.map((report) => ({ title: report.title, head: report.head, kind: report.kind, fatal: report.fatal, whole: report.whole }))).toEqual([{ title, head, kind, fatal, whole }]);
    expect(reports[0]?.fingerprint === undefined).toBe(!whole);
    expect(HEADS.find(({ name }) => name === head)?.source).toContain(source);
  });

  it('is there for every head', () => {
    const golden = new Set(GOLDENS.map(({ head }) => head));
    expect(HEADS.filter(({ name }) => !golden.has(name)).map(({ name }) => name)).toEqual([]);
  });

  it('was captured from a guest for every head that a stock kernel, or one of qemu-configs/kernels, can be made to print', () => {
    const captured = new Set(GOLDENS.filter(({ synthetic }) => !synthetic).map(({ head }) => head));
    const written = HEADS.map(({ name }) => name).filter((name) => !captured.has(name));
    expect(written.sort()).toEqual([
      // Options that stock kernels are not built with: DEBUG_SPINLOCK, DEBUG_PREEMPT, DEBUG_ATOMIC_SLEEP, WQ_WATCHDOG, sanitizers.
      'CFI', 'KASAN', 'KCSAN', 'KMSAN', 'non-static key', 'other BUG', 'preemptible', 'sleeping in atomic', 'spinlock', 'wait context', 'workqueue lockup',
      // Processors that emulation is not: with branch tracking, with a timer for corrected errors.
      'machine check logged', 'missing ENDBR',
      // Never alone, or only where nothing can be injected yet.
      'leaks', 'OOM kill', 'bad page cache', 'cut here', 'early exception', 'page tables', 'page tables left',
    ].sort());
    for (const { file, synthetic } of GOLDENS) expect(/\.\d+\.\d+(?:\.\d+)?\.log$/.test(file), file).toBe(!synthetic);
  });
});

describe('the same trouble on several kernels', () => {
  const families = grouped(GOLDENS.filter(({ synthetic, whole }) => !synthetic && whole), ({ file }) => file.split('.')[0] ?? '');
  // Where the task was is chance (soft lockup), or where it had been going has another name from release to release.
  const DIFFERS = ['soft-lockup', 'scheduling-while-atomic', 'stack-guard-page'];
  it.each([...families].filter(([name, members]) => members.length > 1 && !DIFFERS.includes(name)))('%s has one fingerprint', (_, members) => {
    expect(new Set(members.flatMap(({ lines }) => reportsOf(lines)).map(({ fingerprint }) => fingerprint)).size).toBe(1);
  });

  it('is told apart from every other', () => {
    const byFingerprint = grouped(GOLDENS.filter(({ whole }) => whole), ({ lines }) => reportsOf(lines)[0]?.fingerprint ?? '');
    for (const members of byFingerprint.values()) expect(new Set(members.map(({ title }) => title.replace(/^(.*) in .*/, '$1'))).size, members.map(({ file }) => file).join()).toBe(1);
  });
});

it.each([...HEALTHY])('a guest without trouble reports none: %s', (_, lines) => {
  expect(reportsOf(lines)).toEqual([]);
});

function grouped<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
