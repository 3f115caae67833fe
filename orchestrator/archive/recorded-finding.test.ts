import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EVENTS, MISMATCHED } from './fixtures/sample.ts';
import { findingNamed, recordedFindings } from './recorded-finding.ts';

const found = (...fingerprints: string[]) => fingerprints.map((fingerprint, place) => ({ finding: { fingerprint }, place }));

it('lists the findings of the judged rows, each with its row', async () => {
  const all = await recordedFindings(EVENTS.map((event) => ({ v: 1, t: 0, ...event })));
  expect(all).toMatchObject([{ item: 'stuck.hmem.debian-6.12.default', row: MISMATCHED, known: false, finding: { fingerprint: 'b10c1ef7a5b6c7d8', differences: [{ seen: 'offline' }] } }]);
});

it('gives every row of the finding whose fingerprint begins so', () => {
  const all = found('abcd000000000001', 'abcd000000000002', 'abcd000000000001', 'unmatched-ffff000000000003');
  expect(findingNamed(all, 'abcd000000000001')).toMatchObject({ named: true, fingerprint: 'abcd000000000001', places: [{ place: 0 }, { place: 2 }] });
  expect(findingNamed(all, 'ffff')).toMatchObject({ named: true, places: [{ place: 3 }] });
  expect(findingNamed(all, 'unmatched-ffff')).toMatchObject({ named: true, places: [{ place: 3 }] });
  expect(findingNamed(all, 'abcd')).toEqual({ named: false, fingerprints: ['abcd000000000001', 'abcd000000000002'] });
  expect(findingNamed(all, 'beef')).toEqual({ named: false, fingerprints: [] });
});

it('names a finding by its whole fingerprint, whatever the others are', () => {
  const fingerprint = fc.stringMatching(/^[0-9a-f]{4,16}$/);
  fc.assert(fc.property(fc.array(fingerprint, { minLength: 1 }), (fingerprints) => {
    for (const one of fingerprints) expect(findingNamed(found(...fingerprints), one)).toMatchObject({ named: true, fingerprint: one });
  }));
});
