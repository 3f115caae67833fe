import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from './entry.ts';
import { findingHistories, type FindingHistory, type Since } from './finding-history.ts';
import { HANG, history, LEAK, OOPS, runNamed, SILENT, words } from './fixtures/entries.ts';

const of = (text: string, fingerprint = LEAK.fingerprint, times: Since = {}): FindingHistory | undefined =>
  findingHistories(history(text), times).find(({ finding }) => finding.fingerprint === fingerprint);

/** Status, with what it was and k of n where those say something. */
function told(text: string, fingerprint = LEAK.fingerprint): string | undefined {
  const found = of(text, fingerprint);
  if (!found) return undefined;
  const { status, was, rate: { seen, of: all } } = found;
  return [status, ...(was ? [`was ${was}`] : []), ...(status === 'flaky' || was === 'flaky' ? [`${seen} of ${all}`] : [])].join(', ');
}

describe('a finding in one row', () => {
  it.each([
    ['never seen', 'P P P', undefined],
    ['the first run of all', 'L', 'new'],
    ['after good runs', 'P P L', 'new'],
    ['again', 'P P L L', 'still-failing'],
    ['gone with the kernel', 'L L @95 P', 'fixed'],
    ['gone with something else', '/a L L /b P', 'fixed'],
    ['gone with nothing that is known: it comes and goes', 'L L P', 'flaky, 2 of 3'],
    ['back on the same kernel', '/a L /b P /c L', 'flaky, 2 of 3'],
    ['back on another kernel', 'L @95 P @117 L', 'new'],
    ['back on another kernel, again', 'L @95 P @117 L L', 'still-failing'],
    ['back on a kernel that had passed', 'L @95 P L L', 'flaky, 3 of 4'],
    ['the same of everything good and bad', '/a P P L L', 'flaky, 2 of 4'],
    ['new though the same was good: the first time must be told', '/a P P P L', 'new'],
    ['not known to be the same', 'P P L L', 'still-failing'],
    ['flaky, and once good on another kernel', 'L P L P @95 P', 'flaky, 2 of 5'],
    ['flaky, and good on another kernel for long', 'L P L P @95 P P P', 'fixed'],
    ['declared known', 'P L K', 'known'],
    ['known and gone', 'K @95 P', 'fixed'],
    ['infrastructure is no evidence', 'L @95 I', 'not-run, was still-failing'],
    ['unsupported is no evidence', 'L @95 U', 'not-run, was still-failing'],
    ['not run is no evidence', 'P L P L -', 'not-run, was flaky, 2 of 3'],
    ['another finding ended it before', 'L L @95 O', 'not-run, was still-failing'],
    ['fixed stays fixed though nothing ran', 'L @95 P I -', 'fixed'],
    ['an older kernel tried again is no regression', '@43 L L @95 P @43 L', 'fixed'],
    ['a mirror that is behind', '@43 L @95 P @43 L @95 P', 'fixed'],
    ['an older kernel that was good is no fix', '@95 L L @43 P', 'still-failing'],
    ['first seen today on an older kernel', '@95 P @43 L', 'new'],
  ])('%s: %s', (_, text, status) => {
    expect(told(text)).toBe(status);
  });

  it('is acquitted by a run that another finding ended only behind its operation', () => {
    expect(told('O O @95 L', OOPS.fingerprint)).toBe('fixed');
    expect(told('L @95 O')).toBe('not-run, was still-failing');
  });

  it('is a hang that no report explains', () => {
    expect(told('P H', HANG.fingerprint)).toBe('new');
    expect(told('O @95 H', HANG.fingerprint)).toBe('new');
    expect(findingHistories(history('O'))).toHaveLength(1);
  });

  it('tells the last good and the first bad in the order of kernels', () => {
    const found = of('@95 L @43 P @95 L @43 P');
    expect(found).toMatchObject({ lastGood: { run: runNamed(4), release: '6.12.43' }, firstBad: { run: runNamed(1), release: '6.12.95' }, status: 'still-failing' });
  });

  it('tells the last bad in the order of kernels, and the newest in that of time', () => {
    expect(of('@43 L @95 L @43 L')).toMatchObject({ lastBad: { run: runNamed(2) }, newestBad: { run: runNamed(3) } });
  });

  it('tells between which two it had been fixed before', () => {
    expect(of('P L L @95 P P @117 L L')).toMatchObject({ earlier: { lastBad: { run: runNamed(3) }, firstGood: { run: runNamed(4) } } });
    expect(of('P L L')?.earlier).toBeUndefined();
  });

  it('tells what fixed it', () => {
    expect(of('P L L I @95 P P')).toMatchObject({ lastBad: { run: runNamed(3) }, firstGood: { run: runNamed(5), release: '6.12.95' } });
  });

  it('is new since any run that is named', () => {
    expect(of('P P L L L', LEAK.fingerprint, { since: runNamed(3) })?.status).toBe('new');
    expect(of('P P L L L', LEAK.fingerprint, { since: runNamed(4) })?.status).toBe('still-failing');
    expect(of('P P L L @95 P', LEAK.fingerprint, { since: runNamed(3) })?.status).toBe('fixed');
  });

  it('of a row that was not run lately is neither new nor still failing', () => {
    expect(of('P L', LEAK.fingerprint, { today: runNamed(2) })?.status).toBe('new');
    expect(of('P L', LEAK.fingerprint, { today: runNamed(3) })).toMatchObject({ status: 'not-run', was: 'still-failing', why: `not among the rows of any run since ${runNamed(2)}` });
    expect(of('L L', LEAK.fingerprint, { today: runNamed(2) })?.status).toBe('still-failing');
    expect(of('K', LEAK.fingerprint, { today: runNamed(3) })?.status).toBe('known');
  });

  it('counts two builds of one release as two kernels where their sha256 tells', () => {
    const [first, second] = history('L P').map((entry, place) => ({ ...entry, build: String(place) }));
    if (first && second) expect(findingHistories([first, second])).toMatchObject([{ status: 'fixed' }]);
  });
});

const isWord = (word: string): boolean => !/^[@/]/.test(word);
const timeless = (entry: Entry | undefined): unknown => entry && { ...entry, run: undefined };
const facts = ({ earlier, ...found }: FindingHistory): unknown => ({
  ...found, status: undefined, was: undefined, why: undefined, earlier: earlier && [timeless(earlier.lastBad), timeless(earlier.firstGood)],
  ...Object.fromEntries((['lastGood', 'firstBad', 'lastBad', 'newestBad', 'firstGood'] as const).map((key) => [key, timeless(found[key])])),
});

describe('any history', () => {
  it('is told the same with rows between that say nothing', () => {
    fc.assert(fc.property(words(['P', 'L', 'O', 'LO']), fc.array(fc.constantFrom('', ...SILENT), { minLength: 30, maxLength: 30 }), (seen, between) => {
      const filled = seen.flatMap((word, place) => (isWord(word) ? [word, between[place] ?? ''] : [word]));
      const before = findingHistories(history(seen.join(' ')), { since: '9' });
      const after = findingHistories(history(filled.join(' ')), { since: '9' });
      expect(after.map(facts)).toEqual(before.map(facts));
      expect(after.map(({ status, was }) => was ?? status)).toEqual(before.map(({ status, was }) => was ?? status));
    }));
  });

  it('never calls fixed or flaky what was seen whenever it could be', () => {
    fc.assert(fc.property(words(['L', ...SILENT]), (seen) => {
      for (const { status, was, rate, lastGood } of findingHistories(history(seen.join(' ')))) {
        expect(['new', 'still-failing']).toContain(was ?? status);
        expect(rate.seen).toBe(rate.of);
        expect(lastGood).toBeUndefined();
      }
    }));
  });

  it('has evidence for everything that it says', () => {
    fc.assert(fc.property(words(), (seen) => {
      const entries = history(seen.join(' '));
      for (const { finding, status, was, rate, lastGood, firstBad, lastBad, newestBad, firstGood, earlier } of findingHistories(entries)) {
        const shows = (entry: typeof firstBad): boolean => entry.findings.some(({ fingerprint }) => fingerprint === finding.fingerprint);
        expect([firstBad, lastBad, newestBad, ...(earlier ? [earlier.lastBad] : [])].every(shows)).toBe(true);
        for (const good of [lastGood, firstGood]) if (good) expect([shows(good), good.checkedOperations > finding.operation]).toEqual([false, true]);
        expect(rate.seen).toBeGreaterThanOrEqual(1);
        expect(rate.of).toBeGreaterThanOrEqual(rate.seen);
        if (status === 'fixed') expect(firstGood).toBeDefined();
        if ((was ?? status) === 'flaky') expect(rate.of).toBeGreaterThan(rate.seen);
        if (status === 'not-run') expect(entries.at(-1)?.verdict).not.toBe('pass');
      }
    }));
  });

  it('has each finding once, whatever else there is', () => {
    fc.assert(fc.property(words(), (seen) => {
      const fingerprints = findingHistories(history(seen.join(' '))).map(({ finding }) => finding.fingerprint);
      expect(new Set(fingerprints).size).toBe(fingerprints.length);
    }));
  });

  it('calls nothing fixed because of what failed to run', () => {
    fc.assert(fc.property(words(), fc.constantFrom(...SILENT, 'O'), (seen, last) => {
      // One that an older kernel shows for the first time is new though a newer one is rid of it, and is fixed there as soon as it is not new any more.
      fc.pre(of(seen.join(' '))?.firstGood === undefined);
      expect(of([...seen, '@7.3.4', last].join(' '))?.status).not.toBe('fixed');
    }));
  });

  it('alarms on the first sight of anything', () => {
    fc.assert(fc.property(words(['P', ...SILENT]), (seen) => {
      expect(of([...seen, 'L'].join(' '))?.status).toBe('new');
    }));
  });
});
