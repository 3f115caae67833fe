import { describe, expect, it } from 'vitest';
import { acquits, sightings, silence } from './evidence.ts';
import { history, LEAK } from './fixtures/entries.ts';

describe('evidence', () => {
  it('of a law over the whole scenario is acquitted by a run that came to its end', () => {
    const entries = history('P L O').map((entry) => ({ ...entry, checkedOperations: 6 }));
    expect(entries.map((entry) => acquits(entry, { kind: 'conservation', operation: 1 }))).toEqual([true, true, false]);
  });

  it.each([
    ['P', true], ['L', true], ['O', false], ['H', false], ['I', false], ['U', false], ['?', false], ['-', false],
  ])('%s acquits of what the fourth operation showed: %s', (word, expected) => {
    expect(history(word).map((entry) => acquits(entry, { kind: 'state', operation: 3 }))).toEqual([expected]);
  });

  it('is no sighting where the verdict is unknown', () => {
    expect(history('?').flatMap((entry) => sightings(entry))).toEqual([]);
  });

  it('of a report that is not whole is a finding of its run alone', () => {
    const entries = history('L L').map((entry) => ({ ...entry, findings: [{ ...LEAK, fingerprint: 'unmatched-00' }] }));
    expect(new Set(entries.flatMap((entry) => sightings(entry).map(({ fingerprint }) => fingerprint))).size).toBe(2);
  });

  it('that is missing has a reason', () => {
    expect(history('I ? U - O').map(silence)).toEqual([
      'infra-failure: QEMU ended', 'unknown', 'unsupported', 'not-run: interrupted', 'ended before it: BUG: kernel NULL pointer dereference in __release_resource',
    ]);
  });
});
