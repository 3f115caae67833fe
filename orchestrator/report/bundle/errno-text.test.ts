import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { ERRNO } from '../../model/operation.ts';
import { errnoNumberText, errnoText } from './errno-text.ts';

it('has the texts of glibc', () => {
  const numbers = Object.values(ERRNO).filter((number) => number !== 0);
  // perl is part of every Debian, and asks the C library.
  const texts = execFileSync('perl', ['-e', '$! = $_, print "$!\n" for @ARGV', ...numbers.map(String)], { encoding: 'utf8', env: { LC_ALL: 'C' } });
  expect(numbers.map(errnoNumberText)).toEqual(texts.trimEnd().split('\n'));
});

it('leaves what has no name as it is', () => {
  expect(errnoNumberText(77)).toBe('errno 77');
  expect(errnoText('errno 77')).toBe('errno 77');
  expect(errnoNumberText(0)).toBe('OK');
});
