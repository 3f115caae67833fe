import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from './entry.ts';
import { isOpen, type FindingHistory } from './finding-history.ts';
import { findingGroups } from './finding-group.ts';
import { history, LEAK, ROW, runNamed, words } from './fixtures/entries.ts';
import { retention, type Keep, type StoredRecord } from './retention.ts';
import { rowHistory, type RowHistory } from './row-history.ts';

const recordsOf = (count: number, bytes = 1): StoredRecord[] => Array.from({ length: count }, (_, place) => ({ run: runNamed(place + 1), bytes, busy: false }));

/** Machines with their histories, told on the day of the newest run. */
function told(rows: Readonly<Record<string, readonly Entry[]>>): { readonly rows: readonly RowHistory[]; readonly times: { readonly today: string } } {
  const newest = Object.values(rows).flatMap((entries) => entries.map(({ run }) => run)).sort().at(-1) ?? '';
  const times = { today: newest };
  return { times, rows: Object.entries(rows).map(([machine, entries]) => rowHistory({ ...ROW, machine }, entries, times)) };
}

/** Numbers of the runs that stay though none is to, with the first words of why. */
const needs = (text: string): Record<string, readonly string[]> => {
  const entries = history(text);
  const { kept } = retention(recordsOf(entries.length), { kind: 'runs', count: 0 }, told({ hmem: entries }));
  return Object.fromEntries(kept.map(({ run, needed }) => [String(Number(run.slice(16, 19))), needed.map((one) => one.replace(/ (run|in the|1ea4).*$/, ''))]));
};

describe('what open findings need', () => {
  it.each([
    ['P P L L L', { 2: ['the last good'], 3: ['the first bad'], 5: ['the last bad', 'the newest', 'the newest'] }],
    ['P L', { 1: ['the last good'], 2: ['the first bad', 'the newest', 'the newest'] }],
    ['L L I', { 1: ['the first bad'], 2: ['the last bad'], 3: ['the newest', 'the newest'] }],
    ['P P L P L P L', { 2: ['the last good'], 3: ['the first bad'], 4: ['counts'], 5: ['counts'], 6: ['counts'], 7: ['the last bad', 'the newest', 'the newest'] }],
    ['P P L L @95 P P @117 L L', { 4: ['had'], 5: ['was without'], 6: ['the last good'], 7: ['the first bad'], 8: ['the last bad', 'the newest', 'the newest'] }],
    ['P L @95 P', {}],
    ['P K', {}],
  ])('%s', (text, expected) => {
    expect(needs(text)).toEqual(expected);
  });
});

const record = fc.record({ bytes: fc.nat(100), busy: fc.constant(false) });
const records = fc.array(record, { maxLength: 20 }).map((all) => all.map((one, place): StoredRecord => ({ ...one, run: runNamed(place + 1) })));
const keep: fc.Arbitrary<Keep> = fc.oneof(
  fc.record({ kind: fc.constant('runs' as const), count: fc.nat(20) }), fc.record({ kind: fc.constant('size' as const), bytes: fc.nat(500) }),
  fc.record({ kind: fc.constant('since' as const), since: fc.nat(20).map(runNamed) }),
);

/** Everything that is said of a finding; k of n where it comes and goes. */
const story = ({ finding, status, was, why, rate, lastGood, firstBad, lastBad, newestBad, firstGood, earlier }: FindingHistory): unknown =>
  ({ finding, status, was, why, rate: rate.seen < rate.of && rate, entries: [lastGood, firstBad, lastBad, newestBad, firstGood, earlier?.lastBad, earlier?.firstGood] });
const open = (rows: readonly RowHistory[]): Readonly<Record<string, unknown>> => Object.fromEntries(rows.flatMap(({ row, findings }) => findings.filter(({ status }) => isOpen(status)).map((one): [string, unknown] => [`${row.machine} ${one.finding.fingerprint}`, story(one)])));
const openGroups = (rows: readonly RowHistory[]): Readonly<Record<string, unknown>> => Object.fromEntries(findingGroups(rows).filter(({ status }) => isOpen(status)).map(({ fingerprint, status, first }) => [fingerprint, [status, first.row.machine]]));

describe('retention', () => {
  it('leaves triage to tell the same of every open finding, at any limit', () => {
    fc.assert(fc.property(words(), words(['P', 'L', 'LO', 'K', '-']), keep, fc.array(fc.nat(100), { minLength: 30, maxLength: 30 }), (one, other, limit, sizes) => {
      const rows = { hmem: history(one.join(' ')), cxl: history(other.join(' ')) };
      const all = told(rows);
      const { kept } = retention(sizes.map((bytes, place) => ({ run: runNamed(place + 1), bytes, busy: false })), limit, all);
      const left = new Set(kept.map(({ run }) => run));
      const after = Object.entries(rows).map(([machine, entries]) => rowHistory({ ...ROW, machine }, entries.filter(({ run }) => left.has(run)), all.times));
      expect(open(after)).toEqual(open(all.rows));
      expect(openGroups(after)).toEqual(openGroups(all.rows));
      // By the newest run that is left the day is the same.
      const newest = after.flatMap(({ entries }) => entries.map(({ run }) => run)).sort().at(-1);
      if (Object.keys(open(after)).length > 0) expect(newest).toBe(all.times.today);
    }), { numRuns: 1000 });
  });

  it('does not keep what passed before a finding that always shows', () => {
    const passed = Array.from({ length: 50 }, () => 'P').join(' ');
    expect(Object.keys(needs(`${passed} L L L`))).toEqual(['50', '51', '53']);
  });

  it('opens nothing again that is fixed', () => {
    const rows = told({ hmem: history('@95 L L @117 P @95 L') });
    expect(rows.rows[0]?.findings.map(({ status }) => status)).toEqual(['fixed']);
    expect(retention(recordsOf(4), { kind: 'runs', count: 1 }, rows).kept.map(({ run, needed }) => [run, needed.length > 0])).toEqual([[runNamed(4), false], [runNamed(3), true], [runNamed(1), true]]);
  });

  it('removes what the limit does not leave, and loses nothing', () => {
    fc.assert(fc.property(records, keep, words(), (all, limit, seen) => {
      const { kept, removed } = retention(all, limit, told({ hmem: history(seen.join(' ')).slice(0, all.length) }));
      expect([...kept, ...removed].map(({ run }) => run).sort()).toEqual(all.map(({ run }) => run));
      // What goes is older than everything that stays for being new.
      const oldest = kept.filter((one) => one.needed.length === 0).at(-1);
      if (limit.kind !== 'size') for (const { run } of removed) if (oldest) expect(run < oldest.run).toBe(true);
    }));
  });

  it('keeps as many, as young or as much as is asked', () => {
    fc.assert(fc.property(records, keep, (all, limit) => {
      const { kept, removed } = retention(all, limit, { rows: [], times: {} });
      if (limit.kind === 'runs') expect(kept).toHaveLength(Math.min(limit.count, all.length));
      if (limit.kind === 'since') expect(removed.every(({ run }) => run < limit.since) && kept.every(({ run }) => run >= limit.since)).toBe(true);
      if (limit.kind === 'size') expect(kept.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(limit.bytes);
    }));
  });

  it('leaves alone what may still be written', () => {
    const busy = { run: runNamed(1), bytes: 1, busy: true };
    expect(retention([busy, { run: runNamed(2), bytes: 1, busy: false }], { kind: 'runs', count: 0 }, { rows: [], times: {} })).toMatchObject({ kept: [{ run: runNamed(1), needed: [expect.stringContaining('still be written')] }], removed: [{ run: runNamed(2) }] });
  });

  it('knows the finding by its fingerprint', () => {
    expect(retention(recordsOf(2), { kind: 'runs', count: 0 }, told({ hmem: history('P L') })).kept[1]?.needed).toEqual([`the last good run before ${LEAK.fingerprint} in cycle  hmem  debian:6.12  default`]);
  });
});
