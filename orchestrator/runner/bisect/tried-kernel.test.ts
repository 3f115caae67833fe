import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundsLeft, triedKernel, type Acquittal, type Tally } from './tried-kernel.ts';

/** `shown/of needed`, with `!` where a run said nothing. */
const tallies = (text: string): Tally[] => text.split(', ').map((one) => {
  const [, shown = 0, of = 0, needed = 0] = (/^(\d+)\/(\d+) (\d+)/.exec(one) ?? []).map(Number);
  return { shown, of, needed, unclear: one.endsWith('!') ? ['infra-failure'] : [] };
});

it.each<[string, Acquittal, string, string]>([
  ['one that shows it, whatever else', 'each', '1/3 3!, 0/0 3', 'bad'],
  ['as many without it as are needed', 'each', '0/3 3', 'good'],
  ['too few without it', 'each', '0/1 3', 'more'],
  ['infrastructure that failed', 'each', '0/0 1!', 'skip'],
  ['infrastructure that failed after a pass', 'each', '0/2 2!', 'skip'],
  ['one of two rows that may both show it', 'each', '0/3 3, 0/0 3!', 'skip'],
  ['one of two rows, the other run too seldom', 'each', '0/3 3, 0/1 3', 'more'],
  ['two rows that show it add up', 'together', '0/2 3, 0/2 6', 'good'],
  ['two rows that show it, not often enough', 'together', '0/1 3, 0/1 3', 'more'],
  ['the other row tells', 'together', '0/3 3, 0/0 3!', 'good'],
  ['the other row may tell', 'together', '0/1 3, 0/0 3!', 'more'],
  ['no row tells', 'together', '0/1 3!, 0/0 3!', 'skip'],
  ['a kernel without such rows', 'together', '', 'skip'],
])('%s (%s): %s', (_, acquittal, text, expected) => { expect(triedKernel(text === '' ? [] : tallies(text), acquittal)).toBe(expected); });

describe('rounds that are left', () => {
  const tally = fc.record({ shown: fc.constant(0), needed: fc.integer({ min: 1, max: 50 }), of: fc.nat(20), unclear: fc.constantFrom<readonly string[]>([], ['unsupported']) });

  it('are enough to call it good, and not one too many', () => {
    fc.assert(fc.property(fc.array(tally, { minLength: 1, maxLength: 5 }), (rows) => {
      fc.pre(triedKernel(rows, 'together') === 'more');
      const after = (rounds: number): Tally[] => rows.map((row) => (row.unclear.length > 0 ? row : { ...row, of: row.of + rounds }));
      expect(triedKernel(after(roundsLeft(rows)), 'together')).toBe('good');
      expect(triedKernel(after(roundsLeft(rows) - 1), 'together')).toBe('more');
    }));
  });
});
