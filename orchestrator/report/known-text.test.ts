import { expect, it } from 'vitest';
import { storyOf, TIMED } from './fixtures/stories.ts';
import { knownLines } from './known-text.ts';
import { PLAIN } from './paint.ts';
import { terminalSummary } from './terminal-summary.ts';

const ENTRY = { fingerprint: '0123456789abcdef', kernels: ['<6.9', '7.0'], link: 'https://example.org', why: 'a leak', expires: '2026-12-31' };
const story = storyOf([...TIMED, { v: 1, t: 99_000, type: 'known-issues', expired: [ENTRY], unseen: [{ ...ENTRY, why: 'an oops' }] }]);

it('has a line for each entry that has expired or was not seen', () => {
  expect(knownLines(story)).toEqual([
    'known issue expired on 2026-12-31: a leak (0123456789abcdef; <6.9, 7.0; https://example.org): what it names counts again; take it out or give it a new day',
    'known issue not seen: an oops (0123456789abcdef; <6.9, 7.0; https://example.org): it may be mended; if no run finds it, take it out',
  ]);
  expect(terminalSummary({ story, folder: 'x' }, PLAIN)).toContain('\nknown issue not seen: an oops');
});

it('counts the others of many that were not seen', () => {
  const unseen = ['a', 'b', 'c', 'd', 'e'].map((why) => ({ ...ENTRY, why }));
  const lines = knownLines(storyOf([...TIMED, { v: 1, t: 99_000, type: 'known-issues', expired: [], unseen }]));
  expect(lines).toHaveLength(4);
  expect(lines[3]).toBe('and 2 more known issues were not seen: `known-issues` in events.ndjson has them');
});

it('is silent where there is nothing to say', () => {
  expect(knownLines(storyOf(TIMED))).toEqual([]);
});
