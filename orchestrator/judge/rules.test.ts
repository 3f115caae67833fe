import { expect, it } from 'vitest';
import { changed, judgedBefore, judgedNow } from './fixtures/judged.ts';
import { RULES } from './rules.ts';

const [before, now] = [judgedBefore(), judgedNow()];
const WRITE = 'then: npx tsx orchestrator/judge/fixtures/write-judged.ts';

it('are what they were when they got their number', () => {
  expect(changed(before, now), `raise RULES, say in rules.ts what is new, ${WRITE}`).toEqual([]);
});

it('have judged all that is in fixtures/judged.json', () => {
  expect(before.rules, WRITE).toBe(RULES);
  expect(Object.keys(before.of).filter((name) => !(name in now)), WRITE).toEqual([]);
});

it('are noticed when one changes, and not when a golden log is added', () => {
  expect(changed({ rules: 1, of: { 'a.log': 'x 1' } }, { 'a.log': 'x 2', 'b.log': 'y 1' })).toEqual(['a.log: x 2']);
});
