import { expect, test } from 'vitest';
import { reasonToBoot, type Wanted } from './begin.ts';

const wanted = (more: Partial<Wanted> = {}): Wanted => ({ beginning: 'auto', alike: 1, attempt: 1, ...more });

test.each<[string, Wanted, string | undefined, boolean, string | undefined]>([
  ['a guest that nothing is like', wanted(), undefined, false, 'no other row wants a guest like it'],
  ['one of two that are alike', wanted({ alike: 2 }), undefined, false, undefined],
  ['one whose snapshot is there', wanted(), undefined, true, undefined],
  ['one that shall be forked', wanted({ beginning: 'fork' }), undefined, false, undefined],
  ['one that shall be booted', wanted({ beginning: 'boot', alike: 9 }), undefined, true, 'asked for'],
  ['a second attempt', wanted({ beginning: 'fork', attempt: 2 }), undefined, true, 'it is not the first attempt'],
  ['where there are no forks', wanted({ beginning: 'fork' }), 'the reason', false, 'the reason'],
])('%s', (_what, asked, impossible, exists, why) => {
  expect(reasonToBoot(asked, impossible, exists)).toBe(why);
});
