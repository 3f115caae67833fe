import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCOUNTED } from './fixtures/accounted.ts';
import { accountGap, sequenceOf, type LogAccount } from './numbering.ts';
import { NOTHING_WATCHED, watchLog } from './watch.ts';

it('reads the number of a record, and of nothing else', () => {
  expect(sequenceOf('6,339,5140900,-;NET: Registered PF_INET6')).toBe(339);
  expect(sequenceOf('6,340,5140900,-,caller=T1;x')).toBe(340);
  for (const line of ['[    5.140900] 6,339,5140900,-;', ' SUBSYSTEM=acpi', '6,339', '']) expect(sequenceOf(line)).toBeUndefined();
});

describe('an account', () => {
  const account: LogAccount = { first: 340, next: 350, read: 10, overrun: false, printed: 8 };
  const before: LogAccount = { ...account, first: 0, next: 340, read: 340 };

  it('has no gap where everything was read and printed', () => {
    expect(accountGap(before, account, 8)).toBeUndefined();
    expect(accountGap(undefined, account, 8)).toBeUndefined();
  });

  it.each<[string, Partial<LogAccount>, number]>([
    ['/dev/kmsg was overwritten before it was read', { overrun: true }, 8],
    ['record 339 of /dev/kmsg was followed by 342', { first: 342, read: 8 }, 8],
    ['9 records of /dev/kmsg between 340 and 350', { read: 9 }, 8],
    ['the console shows 7 lines of 8', {}, 7],
    ['the console shows 9 lines of 8', {}, 9],
  ])('tells %s', (gap, change, seen) => {
    expect(accountGap(before, { ...account, ...change }, seen)).toBe(gap);
  });
});

describe('the accounts of real guests', () => {
  /** Texts of the gaps that a console has, read whole, against the accounts. */
  const gapsOf = (console: readonly string[], accounts: readonly LogAccount[]): string[] => {
    let watch = NOTHING_WATCHED;
    let before: LogAccount | undefined;
    const gaps: string[] = [];
    for (const line of console) {
      const { ended } = watch;
      watch = watchLog(watch, [line]).watch;
      if (watch.ended === ended || !watch.ended) continue;
      const account = accounts[watch.ended.operation];
      const gap = account && accountGap(before, account, watch.ended.printed);
      if (gap !== undefined) gaps.push(gap);
      before = account;
    }
    return gaps;
  };

  it.each(ACCOUNTED)('$file: have no gap, and one wherever a line is lost', ({ console, accounts }) => {
    expect(accounts.length).toBeGreaterThanOrEqual(6);
    expect(gapsOf(console, accounts)).toEqual([]);
    const lines = console.flatMap((line, place) => (/^\[ *\d+\.\d+\] (?!daxlab: operation)/.test(line) ? [place] : []));
    fc.assert(fc.property(fc.constantFrom(...lines), (lost) => {
      expect(gapsOf(console.toSpliced(lost, 1), accounts)).toHaveLength(1);
    }), { numRuns: 40 });
  });
});
