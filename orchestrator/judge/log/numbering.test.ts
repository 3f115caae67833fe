import { describe, expect, it } from 'vitest';
import { accountGap, printedLines, sequenceOf, type LogAccount } from './numbering.ts';

it('reads the number of a record, and of nothing else', () => {
  expect(sequenceOf('6,339,5140900,-;NET: Registered PF_INET6')).toBe(339);
  expect(sequenceOf('6,340,5140900,-,caller=T1;x')).toBe(340);
  for (const line of ['[    5.140900] 6,339,5140900,-;', ' SUBSYSTEM=acpi', '6,339', '']) expect(sequenceOf(line)).toBeUndefined();
});

it('counts what the kernel printed', () => {
  expect(printedLines(['[    1.000000] a', 'a program', '', '[    1.000001] '])).toBe(2);
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
