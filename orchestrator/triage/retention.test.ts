import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingGroups } from './finding-group.ts';
import { history, ROW, runNamed, words } from './fixtures/entries.ts';
import { neededRuns, retention, type Keep, type StoredRecord } from './retention.ts';
import { rowHistory } from './row-history.ts';

const needs = (text: string): Record<string, readonly string[]> =>
  Object.fromEntries([...neededRuns(findingGroups([rowHistory(ROW, history(text))]))].map(([run, why]) => [String(Number(run.slice(16, 19))), why.map((one) => one.replace(/ run.*$/, ''))]));

describe('what open findings need', () => {
  it.each([
    ['P P L L L', { 2: ['the last good'], 3: ['the first bad'], 5: ['the newest bad'] }],
    ['P L', { 1: ['the last good'], 2: ['the first bad'] }],
    ['L L I', { 1: ['the first bad'], 2: ['the newest bad'] }],
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

describe('retention', () => {
  it('removes what the limit does not leave, never what is needed, and loses nothing', () => {
    fc.assert(fc.property(records, keep, words(), (all, limit, seen) => {
      const needed = neededRuns(findingGroups([rowHistory(ROW, history(seen.join(' ')))]));
      const { kept, removed } = retention(all, limit, needed);
      expect([...kept, ...removed].map(({ run }) => run).sort()).toEqual(all.map(({ run }) => run));
      for (const { run } of removed) expect(needed.has(run)).toBe(false);
      // What goes is older than everything that stays for being new.
      const oldest = kept.filter((one) => one.needed.length === 0 && !needed.has(one.run)).at(-1);
      for (const { run } of removed) if (oldest) expect(run < oldest.run).toBe(true);
      for (const one of kept) if (one.needed.length > 0) expect(needed.get(one.run)).toEqual(one.needed);
    }));
  });

  it('keeps as many, as young or as much as is asked', () => {
    fc.assert(fc.property(records, keep, (all, limit) => {
      const { kept, removed } = retention(all, limit, new Map());
      if (limit.kind === 'runs') expect(kept).toHaveLength(Math.min(limit.count, all.length));
      if (limit.kind === 'since') expect(removed.every(({ run }) => run < limit.since) && kept.every(({ run }) => run >= limit.since)).toBe(true);
      if (limit.kind === 'size') expect(kept.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(limit.bytes);
    }));
  });

  it('leaves alone what may still be written', () => {
    const busy = { run: runNamed(1), bytes: 1, busy: true };
    expect(retention([busy, { run: runNamed(2), bytes: 1, busy: false }], { kind: 'runs', count: 0 }, new Map())).toMatchObject({ kept: [{ run: runNamed(1), needed: [expect.stringContaining('still be written')] }], removed: [{ run: runNamed(2) }] });
  });
});
