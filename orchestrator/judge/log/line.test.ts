import { describe, expect, it } from 'vitest';
import { parseLine } from './line.ts';

describe('a line', () => {
  it.each([
    ['[    9.123456] x', 'x', undefined],
    ['[12345.123456]  func+0x1/0x2', ' func+0x1/0x2', undefined],
    ['[    9.123456][  T163] x', 'x', 'T163'],
    ['[    9.123456][    C1] [ BUG: Invalid wait context ]', '[ BUG: Invalid wait context ]', 'C1'],
    ['[    9.123456] [<ffffffff818d1dc0>] serial8250_interrupt', '[<ffffffff818d1dc0>] serial8250_interrupt', undefined],
    ['<4>[    9.123456] x', 'x', undefined],
    ['/ # [    9.123456] x', 'x', undefined],
    ['6,339,5140900,-;x', 'x', undefined],
    ['6,339,5140900,c,caller=T1;x', 'x', 'T1'],
    ['no prefix', 'no prefix', undefined],
    ['[  133]     0   133     1186', '[  133]     0   133     1186', undefined],
    ['', '', undefined],
  ])('%s', (line, message, caller) => {
    expect(parseLine(line)).toMatchObject({ message, caller });
  });

  it('was printed by the kernel or by a program', () => {
    expect(['[    9.123456] x', '<4>[    9.123456] x', '# [    9.123456] x', 'x', '', '[x] y'].map((line) => parseLine(line).printed)).toEqual([true, true, true, false, false, false]);
  });
});
