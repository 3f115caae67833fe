/** What a bench needs to measure how fast a log is read; the clock is the caller's. */
import { endLog, NOTHING_WATCHED, watchLog } from './watch.ts';

/** Lines of a guest's console between two operations, as ordinary as they come: 6.12, a CXL region made and brought online. */
const ORDINARY = [
  'ACPI: PM-Timer IO Port: 0x608',
  'NUMA: Node 0 [mem 0x00000000-0x0009ffff] + [mem 0x00100000-0x7ffdefff] -> [mem 0x00000000-0x7ffdefff]',
  'pci 0000:34:00.0: PCI bridge to [bus 35]',
  'Memory: 1986476K/2096628K available (18432K kernel code, 3309K rwdata, 12016K rodata, 4404K init, 5052K bss, 104112K reserved, 0K cma-reserved)',
  'rcu: srcu_node(): Hierarchical SRCU implementation.',
  'cxl_core: loading out-of-tree module taints kernel.',
  'Fallback order for Node 1: 1 0 ',
  'Built 2 zonelists, mobility grouping on.  Total pages: 521292',
  'kmem dax0.0: mapping0: 0x100000000-0x13fffffff',
  'x86/mm: Checked W+X mappings: passed, no W+X pages found.',
  'clocksource: tsc: mask: 0xffffffffffffffff max_cycles: 0x257a3ce1c4c, max_idle_ns: 440795206275 ns',
  'EXT4-fs (sda1): re-mounted 4a1c2b0f-0000-4d5e-8f6a-1b2c3d4e5f60 r/w. Quota mode: none.',
];

/** About so many bytes of log that reports nothing, 86 to a line. */
export function ordinaryLog(bytes: number): string[] {
  const lines: string[] = [];
  for (let size = 0, number = 0; size < bytes; number++) {
    const line = `[${(number / 1000).toFixed(6).padStart(12)}] ${ORDINARY[number % ORDINARY.length] ?? ''}`;
    lines.push(line);
    size += line.length + 1;
  }
  return lines;
}

/** Lines of one piece of log on its way from a guest: what one read of the console file brings. */
const PIECE = 1000;

/** Reads a log as the judge does, piece by piece, and says what there was to read and what was found. */
export function readThrough(lines: readonly string[]): { readonly bytes: number; readonly reports: number } {
  let [watch, reports, bytes] = [NOTHING_WATCHED, 0, 0];
  for (let from = 0; from < lines.length; from += PIECE) {
    const piece = lines.slice(from, from + PIECE);
    const watched = watchLog(watch, piece);
    watch = watched.watch;
    reports += watched.reports.length;
    for (const line of piece) bytes += line.length + 1;
  }
  return { bytes, reports: reports + endLog(watch).reports.length };
}
