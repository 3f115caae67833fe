import { expect, it } from 'vitest';
import { attribute, bindTo, unbindFrom } from '../testing/worlds.ts';
import { interruptedText, shrunkText } from './shrunk-text.ts';

const SHRUNK = { operations: [attribute('1'), bindTo(), unbindFrom()], recorded: 24, shown: 1, of: 1, guests: 14, confirmed: true };
const PLACES = { bundle: 'results/a/failures/ce87d469ebc46fdc', argument: 'results/b/ce87d469ebc46fdc' };

it('says the smallest sequence in words, where it is, and how to run it', () => {
  expect(shrunkText(SHRUNK, 'a leak', PLACES)).toBe([
    'shrunk: 3 of 24 operations show it, after 14 guests; all 24 showed it again in 1 of 1: a leak',
    '  write "1" to dax0.0/memmap_on_memory; then bind dax0.0 to kmem; then unbind dax0.0 from kmem',
    'bundle: results/a/failures/ce87d469ebc46fdc has these steps in scenario.yaml, repro.sh and report.txt, and what was recorded in recorded/',
    '  npx daxlab run results/a/failures/ce87d469ebc46fdc/scenario.yaml',
    '  npx daxlab repro results/b/ce87d469ebc46fdc --shell',
    '',
  ].join('\n'));
});

it('has the smallest so far of a search that was interrupted, with the word that runs it again', () => {
  expect(interruptedText({ machine: 'hmem', kernel: 'debian:6.12.43', policy: 'default', operations: SHRUNK.operations }, 24))
    .toMatch(/^interrupted: 3 of 24 operations show it so far, .*\n {2}write "1" .*; then unbind dax0\.0 from kmem\n {2}npx daxlab explore --replay 1\S+\n$/);
});

it('says where the bundle stays as it was', () => {
  expect(shrunkText({ ...SHRUNK, confirmed: false }, 'a leak', { ...PLACES, bundle: undefined })).toMatch(/the last guest did not show it: the bundle stays as it was\n$/);
  expect(shrunkText({ ...SHRUNK, shown: 0, of: 4, confirmed: false }, 'a leak', PLACES)).toMatch(/^not reproduced: 0 of 4: a leak\nnothing was shrunk/);
  expect(shrunkText({ ...SHRUNK, shown: 0, of: 0, guests: 8, confirmed: false }, 'a leak', PLACES)).toMatch(/^could not tell: no guest of 8 came so far/);
});
