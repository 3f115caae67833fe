import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { history, ROW, words } from './fixtures/entries.ts';
import { rowHistory } from './row-history.ts';

const status = (text: string) => rowHistory(ROW, history(text)).status;

describe('the history of a row', () => {
  it.each([
    ['P P', 'passing'], ['P I', 'not-run'], ['-', 'not-run'], ['', 'not-run'], ['P L', 'new'], ['L L', 'still-failing'], ['L @95 P', 'passing'], ['L @95 P I', 'not-run'],
    ['L O @95 P @117 O', 'new'], ['K', 'known'], ['P L I', 'not-run'],
  ])('%s is %s', (text, expected) => {
    expect(status(text)).toBe(expected);
  });

  it('has the worst finding first', () => {
    expect(rowHistory(ROW, history('L LO')).findings.map((one) => one.status)).toEqual(['new', 'still-failing']);
  });

  it('counts what one run says once, in whatever order records are read', () => {
    fc.assert(fc.property(words().chain((seen) => fc.tuple(fc.constant(seen), fc.shuffledSubarray([...history(seen.join(' ')), ...history(seen.join(' '))], { minLength: 2 * history(seen.join(' ')).length }))), ([seen, twice]) => {
      expect(rowHistory(ROW, twice)).toEqual(rowHistory(ROW, history(seen.join(' '))));
    }));
  });
});
