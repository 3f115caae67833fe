import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GOLDENS, HEALTHY, type Golden } from './fixtures/golden.ts';
import { reportsOf } from './fixtures/reports-of.ts';
import type { LogGap } from './gap.ts';
import { HEADS } from './heads/heads.ts';
import type { LogReport } from './report.ts';
import { endLog, NOTHING_WATCHED, saysFatal, watchLog, type LogWatch } from './watch.ts';

const golden = fc.constantFrom(...GOLDENS);
/** The lines of its report alone, without what the machine said around it. */
const linesOf = ({ lines }: Golden): readonly string[] => reportsOf(lines)[0]?.lines ?? [];
/** Of more than one line, so that there is something to cut and to mix. */
const LONG = GOLDENS.filter(({ whole, head }) => whole && HEADS.find(({ name }) => name === head)?.ends !== 'line');
/** The report of a golden log with that head. */
function report(head: string): readonly string[] {
  const one = LONG.find((candidate) => candidate.head === head);
  if (!one) throw new Error(`no golden log for ${head}`);
  return linesOf(one);
}
const fingerprints = (reports: readonly LogReport[]): (string | undefined)[] => reports.map(({ fingerprint }) => fingerprint);

function inPieces(lines: readonly string[], cuts: readonly number[], operation?: number): { reports: LogReport[]; gaps: LogGap[]; watch: LogWatch } {
  const [reports, gaps]: [LogReport[], LogGap[]] = [[], []];
  let watch = NOTHING_WATCHED;
  const places = [...cuts.map((cut) => cut % (lines.length + 1)), lines.length].sort((one, other) => one - other);
  places.forEach((place, index) => {
    // As an old record gives it back.
    const watched = watchLog(watch, lines.slice(places[index - 1] ?? 0, place), operation);
    reports.push(...watched.reports);
    gaps.push(...watched.gaps);
    watch = watched.watch;
  });
  const ended = endLog(watch);
  return { reports: [...reports, ...ended.reports], gaps, watch: ended.watch };
}

describe('a stream', () => {
  it('gives the same reports however it is cut into pieces', () => {
    fc.assert(fc.property(fc.array(golden, { maxLength: 4 }), fc.array(fc.nat()), (goldens, cuts) => {
      const lines = goldens.flatMap(({ lines: some }) => some);
      expect(inPieces(lines, cuts).reports).toEqual(reportsOf(lines));
    }));
  });

  it('gives every report of a log, each once', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...GOLDENS.filter(({ whole }) => whole)), { maxLength: 4 }), (goldens) => {
      const lines = goldens.flatMap((one) => [...one.lines, '[   99.000000] eth0: link up', '']);
      expect(reportsOf(lines).map(({ title, whole }) => [title, whole])).toEqual(goldens.map(({ title }) => [title, true]));
    }));
  });

  it('survives any text', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), golden.chain(({ lines }) => fc.constantFrom(...lines)))), (lines) => {
      expect(reportsOf(lines).length).toBeLessThanOrEqual(lines.length);
    }));
  });

  it('does not change what it was given', () => {
    const lines = report('WARNING');
    const { watch } = watchLog(NOTHING_WATCHED, lines.slice(0, 8));
    const copy = structuredClone(watch.open?.lines);
    watchLog(watch, lines.slice(8));
    expect(watch.open?.lines).toEqual(copy);
    expect(endLog(endLog(watch).watch).reports).toEqual([]);
  });

  it('tells that the kernel dies before its report has ended', () => {
    const { watch, reports } = watchLog(NOTHING_WATCHED, ['[    9.1] BUG: unable to handle page fault for address: ffffea0004000008']);
    expect([reports, saysFatal(watch)]).toEqual([[], true]);
    expect(saysFatal(NOTHING_WATCHED)).toBe(false);
  });
});

describe('a report that is cut', () => {
  it.each(LONG)('is never taken for another: $file', (one) => {
    const lines = linesOf(one);
    const whole = reportsOf(lines)[0]?.fingerprint;
    const cut = lines.slice(1).map((_, length) => reportsOf(lines.slice(0, length + 1))).map(([report]) => report);
    expect(new Set(fingerprints(cut.filter((report) => report !== undefined)))).toEqual(new Set(whole === undefined || cut.at(-1)?.whole !== true ? [undefined] : [undefined, whole]));
    expect(cut[4]).toMatchObject({ whole: false, reason: 'the log ends within it' });
  });

  it('is cut where the console left something out', () => {
    const lines = [...report('WARNING')];
    lines.splice(6, 0, '** 12 printk messages dropped **');
    expect(reportsOf(lines)).toMatchObject([{ whole: false, reason: 'lines are missing in it: the console left out 12 messages' }]);
  });

  it('is given up when its end does not come', () => {
    const lines = ['[    1.0] WARNING: mm/x.c:1 at online_pages+0x1/0x2, CPU#0: sh/1', ...Array.from({ length: 400 }, (_, index) => `[    2.0] usb 1-1: message ${index}`)];
    expect(reportsOf(lines)).toMatchObject([{ whole: false, reason: 'it has too many lines' }]);
  });
});

describe('reports that are mixed', () => {
  /** Two lists as one, each in its own order; the second begins inside the first, where that cannot have ended. */
  const mixed = (firsts: readonly Golden[]) => fc.tuple(fc.constantFrom(...firsts), fc.constantFrom(...LONG), fc.nat(), fc.array(fc.boolean(), { minLength: 300, maxLength: 300 })).map(([one, other, at, turns]) => {
    const [first, second] = [[...linesOf(one)], [...linesOf(other)]];
    const lines = [...first.splice(0, 1 + (at % 4)), ...second.splice(0, 1)];
    for (const turn of turns) lines.push(...(turn ? first : second).splice(0, 1));
    return { lines: [...lines, ...first, ...second], both: [one, other].map(({ lines: some }) => reportsOf(some)[0]?.fingerprint) };
  });

  it('have no fingerprint, whichever line comes first', () => {
    const named = LONG.filter((one) => !linesOf(one)[0]?.includes('cut here'));
    fc.assert(fc.property(mixed(named), ({ lines }) => {
      const reports = reportsOf(lines);
      expect(reports.length).toBeGreaterThan(0);
      expect(new Set(fingerprints(reports))).toEqual(new Set([undefined]));
      expect(reports.every(({ whole, reason }) => !whole && reason !== undefined)).toBe(true);
    }), { numRuns: 500 });
  });

  it('are never taken for a third', () => {
    // A `cut here` alone may stand before a report of another kind, all of whose lines then follow.
    fc.assert(fc.property(mixed(LONG), ({ lines, both }) => {
      for (const fingerprint of fingerprints(reportsOf(lines))) expect([undefined, ...both]).toContain(fingerprint);
    }), { numRuns: 500 });
  });

  it('are noticed without a second head, by a second task or a second stack', () => {
    const lines = report('bad page state');
    const dump = (task: string): string[] => [`[    9.000001] CPU: 1 UID: 0 PID: ${task} Comm: kswapd0 Not tainted 6.12.43 #1`, '[    9.000002] Call Trace:', '[    9.000003]  <TASK>'];
    const at = lines.findIndex((line) => line.endsWith('<TASK>'));
    for (const stray of [dump('41').slice(0, 1), dump('152').slice(1)]) {
      expect(reportsOf([...lines.slice(0, at + 3), ...stray, ...lines.slice(at + 3)])).toMatchObject([{ whole: false, reason: 'the lines of two reports are mixed' }]);
    }
    const oops = report('NULL pointer');
    const registers = oops.findIndex((line) => line.includes('RIP: 0010'));
    expect(reportsOf([...oops.slice(0, registers + 2), '[    9.1] RIP: 0010:online_pages+0x1/0x2', ...oops.slice(registers + 2)])).toMatchObject([{ whole: false }]);
  });

  const from = (caller: string) => (line: string): string => line.replace(/\] /, `][${caller.padStart(6)}] `);
  it('are told by who prints them, where the kernel says so', () => {
    const [first, second] = [report('bad page state').map(from('T163')), report('WARNING').map(from('C1'))];
    expect(reportsOf([...first, ...second]).map(({ whole }) => whole)).toEqual([true, true]);
    // Not even a second head is needed.
    const stack = second.slice(5, 12).filter((line) => line.includes('+0x'));
    expect(reportsOf([...first.slice(0, 6), ...stack, ...first.slice(6)])).toMatchObject([{ whole: false, reason: 'the lines of two reports are mixed' }]);
  });

  it('are whole with a message of another between their lines, where the kernel says whose it is', () => {
    fc.assert(fc.property(fc.constantFrom(...LONG), fc.nat(), (one, at) => {
      const lines = linesOf(one).map(from('T163'));
      const plain = reportsOf(lines)[0];
      lines.splice(1 + (at % 4), 0, from('C1')('[    9.000000] virtio_net virtio0 eth0: link is up'));
      expect(reportsOf(lines)[0]).toEqual(plain);
    }));
  });
});

describe('a line in front of a head', () => {
  const [first = '', ...rest] = reportsOf(GOLDENS.find(({ file }) => file === 'slab.7.3.log')?.lines ?? [])[0]?.lines ?? [];
  const rule = `[   32.632910] ${'='.repeat(77)}`;
  const another = first.replace('Right Redzone', 'Poison').replaceAll('9ec8', '9edc');
  const titles = (lines: readonly string[]) => reportsOf(lines).map(({ title, whole }) => [title, whole]);
  const broken = (what: string) => `BUG kmalloc-64: ${what} in __handle_sysrq`;

  it('names its report and is the first line of it', () => {
    expect(first).toContain('[Right Redzone overwritten]');
    expect(reportsOf([first, rule, ...rest])).toMatchObject([{ title: broken('Right Redzone overwritten'), whole: true, lines: [first, ...rest] }]);
  });

  it('names the next of two in a row, and alone behind one belongs to that', () => {
    expect(titles([first, rule, ...rest, another, rule, ...rest])).toEqual([[broken('Right Redzone overwritten'), true], [broken('Poison overwritten'), true]]);
    expect(titles([first, rule, ...rest, another, '[   40.0] eth0: link up', ...report('WARNING')])).toMatchObject([[broken('Right Redzone overwritten'), true], [expect.any(String), true]]);
  });

  it('names nothing that it does not stand in front of, and what follows may be mixed', () => {
    expect(titles([first, '[   32.7] eth0: link up', '[   32.8] eth0: link down', rule, ...rest])).toEqual([[broken('Object corrupt'), false]]);
    expect(titles([first, ...report('WARNING')])).toMatchObject([[expect.any(String), false]]);
    expect(titles([first])).toEqual([]);
  });
});

describe('an operation', () => {
  const marker = (operation: number, place: 'begin' | 'end'): string => `[    7.000001] daxlab: operation ${operation} ${place}`;
  const warning = report('WARNING');

  it('has the reports that begin after its begin and before the next', () => {
    const lines = [...warning, marker(0, 'begin'), marker(0, 'end'), ...warning, marker(1, 'begin'), ...warning.slice(0, 9), marker(1, 'end'), ...warning.slice(9), ...warning];
    expect(reportsOf(lines).map(({ operation, whole }) => [operation, whole])).toEqual([[-1, true], [0, true], [1, true], [1, true]]);
  });

  it('is the one that the caller says where the log has no markers', () => {
    expect(inPieces(warning, [10], 4).reports).toMatchObject([{ operation: 4 }]);
  });

  it('leaves a gap where one of its markers is missing', () => {
    const lines = [marker(0, 'begin'), marker(0, 'end'), marker(1, 'end'), marker(2, 'begin'), marker(3, 'begin')];
    expect(inPieces(lines, []).gaps).toEqual([
      { kind: 'marker', operation: 0, text: '"operation 1 end" where "operation 1 begin" was due' },
      { kind: 'marker', operation: 2, text: '"operation 3 begin" where "operation 2 end" was due' },
    ]);
  });

  it('leaves none in the logs of whole runs', () => {
    for (const lines of HEALTHY.values()) expect(inPieces(lines, [17, 170]).gaps).toEqual([]);
  });
});

describe('a gap', () => {
  it('is where the console dropped messages', () => {
    expect(inPieces(['[    1.0] a', '** 7 printk messages dropped **', '[    2.0] b'], []).gaps).toEqual([{ kind: 'dropped', operation: -1, text: 'the console left out 7 messages' }]);
  });

  it('is where the numbers of /dev/kmsg jump, wherever the pieces end', () => {
    const lines = [4, 5, 6, 9, 10].map((number) => `6,${number},514090${number},-;message`);
    fc.assert(fc.property(fc.array(fc.nat()), (cuts) => {
      expect(inPieces(lines, cuts).gaps).toEqual([{ kind: 'numbering', operation: -1, text: 'record 6 was followed by 9' }]);
    }));
  });
});
