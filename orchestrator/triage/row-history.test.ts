import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { history, ROW, runNamed, words } from './fixtures/entries.ts';
import { rowHistory } from './row-history.ts';

const status = (text: string) => rowHistory(ROW, history(text)).status;

describe('the history of a row', () => {
  it.each([
    ['P P', 'passing'], ['P I', 'not-run'], ['-', 'not-run'], ['', 'not-run'], ['P L', 'new'], ['L L', 'still-failing'], ['L @95 P', 'passing'], ['L @95 P I', 'not-run'],
    ['L O @95 P @117 O', 'new'], ['K', 'known'], ['P L I', 'not-run'],
  ])('%s is %s', (text, expected) => {
    expect(status(text)).toBe(expected);
  });

  it('that no run has planned lately is not run, however it passed, and says why', () => {
    expect(rowHistory(ROW, history('P P'), { today: runNamed(3) })).toMatchObject({ status: 'not-run', why: `not among the rows of any run since ${runNamed(2)}` });
    expect(rowHistory(ROW, history('P P'), { today: runNamed(2) }).status).toBe('passing');
    expect(rowHistory(ROW, history('L @95 P'), { today: runNamed(3) }).status).toBe('not-run');
  });

  it('says why its newest run says nothing', () => {
    expect(rowHistory(ROW, history('P I'))).toMatchObject({ status: 'not-run', why: 'infra-failure: QEMU ended' });
    expect(rowHistory(ROW, history('L L -'))).toMatchObject({ status: 'not-run', why: 'not-run: interrupted' });
  });

  it('is unsupported where that is expected, and not run where it is not', () => {
    const expected = history('P U').map((entry) => (entry.verdict === 'unsupported' ? { ...entry, expected: true as const } : entry));
    expect(rowHistory(ROW, expected).status).toBe('unsupported');
    expect(rowHistory(ROW, expected, { today: runNamed(3) }).status).toBe('not-run');
    expect(rowHistory(ROW, history('P U')).status).toBe('not-run');
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
