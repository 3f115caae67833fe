import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GOLDENS, type Golden } from './fixtures/golden.ts';
import { reportsOf } from './fixtures/reports-of.ts';
import { parseLine } from './line.ts';
import type { LogReport } from './report.ts';

const essence = (reports: readonly LogReport[]) => reports.map(({ title, fingerprint, frames, whole, fatal }) => ({ title, fingerprint, frames, whole, fatal }));
const goldens = fc.constantFrom(...GOLDENS.filter(({ whole }) => whole));

/** What differs when the same happens on another machine, at another time, with another build of the kernel. */
interface Elsewhere {
  readonly seconds: number;
  readonly digits: readonly number[];
  readonly cpu: number;
  readonly pid: number;
  readonly release: string;
  readonly comm: string;
  readonly clone: string;
  readonly prefix: (seconds: string) => string;
}

const elsewhere: fc.Arbitrary<Elsewhere> = fc.record({
  seconds: fc.nat(99999), digits: fc.array(fc.nat(15), { minLength: 7, maxLength: 31 }), cpu: fc.nat(255), pid: fc.integer({ min: 1, max: 4194304 }),
  release: fc.constantFrom('6.1.0', '6.18.12+deb14-amd64', '7.4.0-rc1-00012-gdeadbeef'),
  comm: fc.constantFrom('agent', 'kworker/u8:3', 'a b', 'perl'),
  clone: fc.constantFrom('', '.isra.0', '.constprop.0.isra.0', '.part.0', '.cold', '.llvm.1234567890'),
  prefix: fc.constantFrom(
    (seconds: string) => `[${seconds.padStart(12)}] `,
    (seconds: string) => `[${seconds.padStart(12)}][  T163] `,
    (seconds: string) => `<4>[${seconds.padStart(12)}] `,
    (seconds: string) => `half a prompt # [${seconds.padStart(12)}] `,
  ),
});

/** Hexadecimal of the same length; the same number becomes the same. */
const scrambled = (text: string, digits: readonly number[]): string =>
  text.replace(/[0-9a-f]/g, (digit, at: number) => ((Number.parseInt(digit, 16) + (digits[at % digits.length] ?? 0)) % 16).toString(16));

function there(lines: readonly string[], { seconds, digits, cpu, pid, release, comm, clone, prefix }: Elsewhere): string[] {
  return lines.map((line, number) => {
    const message = parseLine(line).message
      .replace(/\+0x[0-9a-f]+\/0x[0-9a-f]+/g, (offset) => offset.replace(/(?<=0x)[0-9a-f]+/g, (digit) => scrambled(digit, digits)))
      .replace(/\b[0-9a-f]{16}\b/g, (address) => scrambled(address, digits))
      .replace(/\b(?:pfn|index|at|address|mm):?(?: |:|=)(?:0x)?[0-9a-f]{5,16}\b/g, (text) => text.replace(/(?<=[ :=]|0x)[0-9a-f]{5,16}$/, (address) => scrambled(address, digits)))
      .replace(/\bCPU: \d+/g, `CPU: ${cpu}`).replace(/\bCPU#\d+/g, `CPU#${cpu}`).replace(/\bPID: \d+/g, `PID: ${pid}`)
      .replace(/(?<=\bComm: )\S+/g, comm).replace(/(?<=in process )\S+/, comm).replace(/^\S+(?= invoked oom-killer|: vmemmap alloc)/, comm.slice(0, 15))
      .replace(/(?<=\[)\w+:\d+(?=\]$)/, `${comm}:${pid}`).replace(/(?<=INFO: task )\S+:\d+/, `${comm}:${pid}`).replace(/(?<=\.[ch]):\d+/g, `:${seconds}`)
      .replace(/\b\d+\.\d+\.\d+[\w.+-]*(?= #1)/g, release)
      .replace(/(?<=for more than |stuck for )\d+/, String(seconds))
      // Frames of the stack, not functions that a head names.
      .replace(/^( +(?:\? )?[\w$]+)(?=\+0x)/, `$1${clone}`);
    return `${prefix(`${seconds + number}.${String(100000 + (pid % 800000))}`)}${message}`;
  });
}

describe('a report', () => {
  it('has the same title and fingerprint wherever and whenever it is printed', () => {
    fc.assert(fc.property(goldens, elsewhere, (golden: Golden, place) => {
      expect(essence(reportsOf(there(golden.lines, place)))).toEqual(essence(reportsOf(golden.lines)));
    }), { numRuns: 1000 });
  });

  it('does not depend on what merely lies on the stack', () => {
    fc.assert(fc.property(goldens, fc.array(fc.tuple(fc.nat(), fc.stringMatching(/^[a-z_]{3,20}$/)), { maxLength: 8 }), (golden, stray) => {
      const lines = [...golden.lines];
      for (const [place, name] of stray) {
        const frames = lines.flatMap((line, index) => (/\] {2}(?:\? )?[\w.]+\+0x/.test(line) ? [index] : []));
        if (frames.length > 0) lines.splice(frames[place % frames.length] ?? 0, 0, `[   77.000000]  ? ${name}+0x1a/0x2b`);
      }
      expect(essence(reportsOf(lines))).toEqual(essence(reportsOf(golden.lines)));
    }));
  });

  it('is another when another function is to blame', () => {
    const lines = GOLDENS.find(({ file }) => file === 'bad-page-state.6.12.43.log')?.lines ?? [];
    const renamed = lines.map((line) => line.replace('remove_pagetable', 'unmap_region'));
    expect(reportsOf(renamed)[0]?.title).toBe('BUG: Bad page state in unmap_region');
    expect(reportsOf(renamed)[0]?.fingerprint).not.toBe(reportsOf(lines)[0]?.fingerprint);
  });

  it('has the same fingerprint when a function gains an underscore, and another title', () => {
    const lines = GOLDENS.find(({ file }) => file === 'warning.7.3.log')?.lines ?? [];
    const [before, after] = [reportsOf(lines)[0], reportsOf(lines.map((line) => line.replace(' add_pages+', ' __add_pages+').replace(':add_pages+', ':__add_pages+')))[0]];
    expect([before?.title, after?.title]).toEqual(['WARNING: add_pages', 'WARNING: __add_pages']);
    expect(after?.fingerprint).toBe(before?.fingerprint);
  });

  it('is a stall where a sound kernel on a starved host prints it too', () => {
    const stalls = new Set(GOLDENS.filter(({ lines }) => reportsOf(lines)[0]?.stall).map(({ head }) => head));
    expect([...stalls].sort()).toEqual(['RCU stall', 'hard lockup', 'hung task', 'late reschedule', 'soft lockup', 'workqueue lockup']);
  });
});
